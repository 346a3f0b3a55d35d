import type { NextApp } from '@repo/next-repository';

/** A file that answers requests. */
export interface Route {
  readonly file: string;
  readonly kind: 'page' | 'handler';
  /** A path it answers, parameters filled in: `/orgs/x/settings`. */
  readonly path: string;
  /** Its folders that are part of the path, parameters as they are written: `['orgs', '[id]', 'settings']`. */
  readonly segments: readonly string[];
}

/** Stands for a parameter. */
const SAMPLE = 'x';

/** The pages and route handlers of an app, of both routers. */
export function routesOf(app: NextApp): readonly Route[] {
  return app.files.flatMap((file) => {
    if (!file.startsWith(app.base)) return [];
    const name = file.slice(app.base.length);
    return appRoute(file, name) ?? apiRoute(file, name) ?? pagesRoute(file, name) ?? [];
  });
}

function appRoute(file: string, name: string): Route | undefined {
  const match = /^app\/(?:(.*)\/)?(page|route)\.[jt]sx?$/.exec(name);
  if (!match) return undefined;
  const folders = (match[1] ?? '').split('/').filter((folder) => folder !== '');
  // Private folders have no routes; intercepting ones repeat a route that is there without them.
  if (folders.some((folder) => folder.startsWith('_') || /^\(\.+\)/.test(folder))) return undefined;
  const segments = folders.filter((folder) => !/^\(.*\)$|^@/.test(folder));
  return { file, kind: match[2] === 'page' ? 'page' : 'handler', path: firstPath(segments), segments };
}

function apiRoute(file: string, name: string): Route | undefined {
  const match = /^pages\/(api\/.*?)(?:\/index)?\.[jt]sx?$/.exec(name);
  if (!match?.[1]) return undefined;
  const segments = match[1].split('/');
  return { file, kind: 'handler', path: firstPath(segments), segments };
}

/** A page of the Pages Router. Files of the framework, such as _app, are no pages. */
function pagesRoute(file: string, name: string): Route | undefined {
  const match = /^pages\/(?!api\/)((?:.*\/)?)([^/]+)\.[jt]sx?$/.exec(name);
  const last = match?.[2];
  if (!match || last === undefined || last.startsWith('_') || /\.(?:test|spec|d)$/.test(last))
    return undefined;
  const folders = (match[1] ?? '').split('/').filter((folder) => folder !== '');
  const segments = last === 'index' ? folders : [...folders, last];
  return { file, kind: 'page', path: firstPath(segments), segments };
}

/** Whether a route is of the Pages Router. */
export function isOfPagesRouter({ file }: Pick<Route, 'file'>): boolean {
  return /(?:^|\/)pages\//.test(file) && !/(?:^|\/)(?:page|route)\.[jt]sx?$/.test(file);
}

function firstPath(segments: readonly string[]): string {
  return samplePaths(segments, [SAMPLE])[0] ?? '/';
}

/**
 * Paths that a route answers, with these values for its parameters. An optional catch-all is left out, then filled.
 *
 * @param segments Of a `Route`.
 * @returns The plainest first. With more than two parameters, each path has one value for all of them.
 */
export function samplePaths(segments: readonly string[], values: readonly string[]): readonly string[] {
  const count = segments.filter((segment) => segment.startsWith('[')).length;
  const choices = count > 2 ? values.map((value) => [value]) : [values];
  return choices.flatMap((choice) =>
    segments
      .map((segment) => fillings(segment, choice))
      .reduce<readonly string[]>(
        (starts, ends) => starts.flatMap((start) => ends.map((end) => start + end)),
        [''],
      )
      .map((path) => path || '/'),
  );
}

/** What may stand for one segment, each with its slash. */
function fillings(segment: string, values: readonly string[]): readonly string[] {
  if (!segment.startsWith('[')) return [`/${segment.replaceAll('%5F', '_')}`];
  const single = values.map((value) => `/${value}`);
  if (!segment.includes('...')) return single;
  const several = [...single, ...values.map((value) => `/${value}/${value}`)];
  return segment.startsWith('[[') ? ['', ...several] : several;
}
