import { posix } from 'node:path';
import type { NextApp as RepositoryApp } from '@repo/next-repository';
import type { NextApp, PagesRouter } from './target.ts';
import type { TextFile } from './text-file.ts';

type Read = (path: string) => TextFile | null;
type Layouts = Pick<NextApp, 'layout' | 'otherLayouts' | 'pagesFolder'>;

/**
 * Finds the root layouts of an App Router, and where a new page goes.
 * Below a parameter for the language, when the app's pages are there; in a route group, when only groups have a root layout.
 */
export function findLayouts({ appDirectory, base, files }: RepositoryApp, read: Read): Layouts {
  const folder = appDirectory ?? `${base}app`;
  const layouts = files
    .filter((file) => file.startsWith(`${folder}/`) && /\/layout\.[jt]sx?$/.test(file) && !/\/@/.test(file))
    .toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  const tops = layouts.filter((file) => !layouts.some((other) => other !== file && isAbove(other, file)));
  // A layout above the one for each language often only returns its children.
  const withHtml = layouts.filter((file) => /<html\b/.test(read(file)?.text ?? ''));
  const roots = withHtml.filter((file) => !withHtml.some((other) => other !== file && isAbove(other, file)));
  const [layout = null, ...otherLayouts] = roots.length > 0 ? roots : tops;
  const start = layout === null ? folder : posix.dirname(layout);
  return { layout, otherLayouts, pagesFolder: languageFolder(start, files) ?? start };
}

/** The Pages Router of an app; null where there is none. */
export function findPagesRouter({ base, files }: RepositoryApp, read: Read): PagesRouter | null {
  const folder = `${base}pages`;
  const own = files.filter((file) => file.startsWith(`${folder}/`) && /\.[jt]sx?$/.test(file));
  if (own.length === 0) return null;
  const nameOf = (file: string) => file.slice(folder.length + 1).replace(/\.[jt]sx?$/, '');
  const custom = own.find((file) => nameOf(file) === '_app');
  return {
    folder,
    customApp: custom === undefined ? null : read(custom),
    hasPages: own.some((file) => !/^(api\/|api$|_app$|_document$)/.test(nameOf(file))),
  };
}

function languageFolder(start: string, files: readonly string[]): string | undefined {
  const inside = files.flatMap((file) => {
    const name = file.startsWith(`${start}/`)
      ? /^(\[[^\]]+\])\//.exec(file.slice(start.length + 1))?.[1]
      : undefined;
    return name !== undefined && /^\[(locale|lang|lng|language)\]$/i.test(name)
      ? [posix.join(start, name)]
      : [];
  });
  return inside[0];
}

function depth(file: string): number {
  return file.split('/').length;
}

function isAbove(layout: string, file: string): boolean {
  return file.startsWith(`${posix.dirname(layout)}/`);
}
