import type { NextApp, Repository } from '@repo/next-repository';
import { type Parameters, readRefusals } from './refusals.ts';
import type { Route } from './routes.ts';

/** The layouts and templates around a file of the App Router, the outermost first. */
export function layoutsOf(app: NextApp, { file }: Pick<Route, 'file'>): readonly string[] {
  const folders = file.split('/').slice(0, -1);
  const starts = folders.flatMap((_, index) => {
    const folder = folders.slice(0, index + 1).join('/');
    return [`${folder}/layout.`, `${folder}/template.`];
  });
  return starts.flatMap((start) =>
    app.files.filter((one) => one.startsWith(start) && /\.[jt]sx?$/.test(one)),
  );
}

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
