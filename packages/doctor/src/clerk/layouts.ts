import type { NextApp, Repository } from '@repo/next-repository';
import { type Parameters, readRefusals } from './refusals.ts';
import type { Route } from './routes.ts';

/** The layouts and templates around a file of the App Router, the outermost first. */
export function layoutsOf(app: NextApp, { file }: Pick<Route, 'file'>): readonly string[] {
  const layouts = layoutFiles(app);
  const folders = file.split('/').slice(0, -1);
  return folders.flatMap((_, index) => layouts.get(folders.slice(0, index + 1).join('/')) ?? []);
}

/** By folder. */
function layoutFiles(app: NextApp): ReadonlyMap<string, readonly string[]> {
  let folders = layoutsByApp.get(app);
  if (!folders) {
    folders = new Map();
    for (const file of app.files) {
      const folder = /^(?:(.*)\/)?(?:layout|template)\.[jt]sx?$/.exec(file)?.[1];
      if (folder !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), file]);
    }
    layoutsByApp.set(app, folders);
  }
  return folders;
}

const layoutsByApp = new WeakMap<NextApp, Map<string, readonly string[]>>();

const NOTHING: Parameters = () => [];

const known = new WeakMap<Repository, Map<string, boolean>>();

/** Whether a layout lets only signed-in users see what is in it. */
export function refusesAnonymous(repository: Repository, layout: string): boolean {
  const answers = known.get(repository) ?? new Map<string, boolean>();
  known.set(repository, answers);
  const answer = answers.get(layout) ?? readLayout(repository, layout);
  answers.set(layout, answer);
  return answer;
}

function readLayout(repository: Repository, layout: string): boolean {
  const place = repository.graph.codeExported(layout, 'default');
  // In the browser a layout hides what was sent already.
  if (!place || repository.source(place.file)?.directives.has('use client')) return false;
  return readRefusals(repository, place, NOTHING).refuses('/x') === 'yes';
}
