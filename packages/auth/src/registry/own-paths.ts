import { AuthConfigError } from '../errors.ts';
import { decodePercent } from './decode-percent.ts';

/**
 * Checks a path that a team names in `sso.config.ts`, and spells it as browsers do.
 *
 * @param path `/login`, without base path, query or trailing slash.
 * @param where Its place, for the error: `apps.docs.noAccessPath`.
 * @throws {AuthConfigError} `invalid_path`.
 * @source WHATWG URL "basic URL parser" (dot segments, backslashes, percent-encoding).
 */
export function parsePath(path: string, where: string): string {
  const parsed = /^\/(?![/\\])/.test(path) && URL.canParse(path, BASE) ? new URL(path, BASE) : undefined;
  const isWhole = parsed?.origin === BASE && parsed.search === '' && parsed.hash === '';
  // A path that the parser shortens, such as /a/../b, would not be the one that is read here.
  const isPlain =
    isWhole && decodePercent(parsed.pathname) === decodePercent(path) && isUnambiguous(parsed.pathname);
  if (isPlain) return parsed.pathname;
  throw new AuthConfigError('invalid_path', `${where} is ${JSON.stringify(path)}.`);
}

const BASE = 'http://path.invalid';

/** The paths of an app that anyone may read, in two forms. */
interface PublicPaths {
  readonly exact: ReadonlySet<string>;
  /** Each ends with a slash. */
  readonly prefixes: readonly string[];
}

/**
 * Checks the public paths of an app.
 *
 * @param paths `/robots.txt`: this path alone. `/press/*`: every path below `/press`, not `/press` itself.
 * @throws {AuthConfigError} `invalid_path`.
 */
export function parsePublicPaths(paths: readonly string[], where: string): PublicPaths {
  const isPrefix = (path: string) => path.endsWith('/*');
  const prefixes = paths.filter(isPrefix).map((path) => `${parsePath(path.slice(0, -2), where)}/`);
  const exact = paths.filter((path) => !isPrefix(path)).map((path) => parsePath(path, where));
  const star = [...prefixes, ...exact].find((path) => path.includes('*'));
  if (star === undefined) return { exact: new Set(exact), prefixes };
  throw new AuthConfigError('invalid_path', `${where} has a "*" that is not its end ("${star}").`);
}

/**
 * Whether anyone may read a path. Spelling counts: case, slashes and percent-encoding must be those of the setting.
 *
 * @param pathname As in the URL, percent-encoded, without base path.
 * @param paths `publicPaths` of an app, from `sso.config.ts`.
 */
export function isPublicPath(pathname: string, paths: readonly string[] | undefined): boolean {
  if (paths === undefined || paths.length === 0) return false;
  const { exact, prefixes } = parsedOf(paths);
  if (exact.has(pathname)) return true;
  const hasPrefix = prefixes.some((prefix) => pathname.startsWith(prefix) && pathname.length > prefix.length);
  return hasPrefix && isUnambiguous(pathname);
}

const parsedPaths = new WeakMap<readonly string[], PublicPaths>();

/** Parsed once per list: every request is compared, and an app's paths are the same list each time. */
function parsedOf(paths: readonly string[]): PublicPaths {
  const known = parsedPaths.get(paths);
  if (known) return known;
  const parsed = parsePublicPaths(paths, 'publicPaths');
  parsedPaths.set(paths, parsed);
  return parsed;
}

/** No part of the path can mean another path to code that decodes or shortens it once more. */
function isUnambiguous(pathname: string): boolean {
  if (decodePercent(pathname) === undefined) return false;
  return !/\/\/|\\|%(2f|5c|2e|00|25)|\/\.{1,2}(\/|$)/i.test(pathname);
}
