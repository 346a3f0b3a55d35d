import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { MalformedJarError, TraceError } from '../errors.ts';
import { parseNetscapeJar, renderNetscapeJar } from './netscape-jar.ts';
import { parseStorageState, renderStorageState } from './storage-state-jar.ts';
import type { StoredCookie } from './stored-cookie.ts';

/** A cookie jar on disk, in the format it was found in. */
export interface CookieJarFile {
  readonly cookies: readonly StoredCookie[];
  /**
   * Replaces the file, readable by its owner only. Anything but a regular file, such as a pipe, is left as it is.
   *
   * @throws {TraceError} `cookie_jar_unwritable`.
   */
  save(cookies: readonly StoredCookie[]): void;
}

/**
 * Reads curl's cookies.txt or Playwright's storageState, told apart by the first character. An empty file is an empty jar.
 *
 * @throws {TraceError} `cookie_jar_unreadable`: there is no such file, or it may not be read. With a mistyped name
 *   an anonymous visitor would be traced without notice.
 * @throws {TraceError} `cookie_jar_malformed`: names file and line, never the content.
 */
export function readCookieJarFile(path: string): CookieJarFile {
  const text = readText(path);
  try {
    if (text.trimStart().startsWith('{')) {
      const { cookies, rest } = parseStorageState(text);
      return { cookies, save: (changed) => replaceFile(path, renderStorageState(changed, rest)) };
    }
    return {
      cookies: parseNetscapeJar(text),
      save: (changed) => replaceFile(path, renderNetscapeJar(changed)),
    };
  } catch (error) {
    if (!(error instanceof MalformedJarError)) throw error;
    const place = error.line === undefined ? path : `${path}:${error.line}`;
    const formats = "It must be curl's cookies.txt or Playwright's storageState.";
    throw new TraceError('cookie_jar_malformed', `${place}: ${error.message}. ${formats}`);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const advice = code === 'ENOENT' ? ' For an empty jar, make an empty file first.' : '';
    throw new TraceError('cookie_jar_unreadable', `${path}: cannot be read (${code}).${advice}`);
  }
}

/** Writes a second file and renames it, so that an interruption leaves the old jar. A symbolic link stays one. */
function replaceFile(path: string, text: string): void {
  try {
    if (!statSync(path).isFile()) return;
    const target = realpathSync(path);
    const draft = `${target}.${process.pid}.tmp`;
    rmSync(draft, { force: true });
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    renameSync(draft, target);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new TraceError(
      'cookie_jar_unwritable',
      `${path}: the cookies could not be written back (${code}).`,
    );
  }
}
