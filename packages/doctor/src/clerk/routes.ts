import type { NextApp } from '@repo/next-repository';

/** A file that answers requests. */
export interface Route {
  readonly file: string;
  readonly kind: 'page' | 'handler';
  /** A path it answers, parameters filled in: `/orgs/x/settings`. */
  readonly path: string;
}

/** Stands for a parameter. */
const SAMPLE = 'x';

/** The pages and route handlers of an app: those of the App Router, and the API routes of the Pages Router. */
export function routesOf(app: NextApp): readonly Route[] {
  return app.files.flatMap((file) => {
    if (!file.startsWith(app.base)) return [];
    return appRoute(file, file.slice(app.base.length)) ?? apiRoute(file, file.slice(app.base.length)) ?? [];
  });
}

function appRoute(file: string, name: string): Route | undefined {
  const match = /^app\/(?:(.*)\/)?(page|route)\.[jt]sx?$/.exec(name);
  if (!match) return undefined;
  const segments = (match[1] ?? '').split('/').filter((segment) => segment !== '');
  // Private folders have no routes; intercepting ones repeat a route that is there without them.
  if (segments.some((segment) => segment.startsWith('_') || /^\(\.+\)/.test(segment))) return undefined;
  const path = `/${segments.flatMap(pathSegment).join('/')}`;
  return { file, kind: match[2] === 'page' ? 'page' : 'handler', path };
}

function apiRoute(file: string, name: string): Route | undefined {
  const match = /^pages\/(api\/.*?)(?:\/index)?\.[jt]sx?$/.exec(name);
  if (!match?.[1]) return undefined;
  return { file, kind: 'handler', path: `/${match[1].split('/').flatMap(pathSegment).join('/')}` };
}

function pathSegment(segment: string): readonly string[] {
  if (/^\(.*\)$|^@/.test(segment)) return [];
  if (segment.startsWith('[[...')) return [];
  return [segment.startsWith('[') ? SAMPLE : segment.replaceAll('%5F', '_')];
}
