import { posix } from 'node:path';
import { CopyError } from '../errors.ts';

/**
 * Reads `--as`: a folder inside the target that is to be made.
 *
 * @param path As typed; `\` counts as `/`.
 * @returns Relative to the target, with `/`, without one at an end.
 * @throws {CopyError} `invalid_usage`: the target itself, a folder outside of it, or one that tools keep for themselves.
 * @example parseFolder('./packages/sso/') // 'packages/sso'
 */
export function parseFolder(path: string): string {
  const refused = (why: string) =>
    new CopyError('invalid_usage', `--as: "${path}" ${why}. Write one such as packages/sso.`);
  const folder = posix.normalize(path.trim().replaceAll('\\', '/')).replace(/\/$/, '');
  if (folder === '.' || folder === '') throw refused('is the target itself, not a folder inside it');
  if (/^(\/|~|[A-Za-z]:)/.test(folder)) throw refused('does not start at the target');
  if (folder === '..' || folder.startsWith('../')) throw refused('is outside the target');
  const parts = folder.split('/');
  const odd = parts.find((part) => !/^[\w.@()[\]+ -]+$/u.test(part) || part !== part.trim());
  if (odd !== undefined) throw refused(`has a part "${odd}" that is no name of a folder on every system`);
  const kept = parts.find((part) => KEPT.has(part));
  if (kept !== undefined) throw refused(`is in ${kept}, which is not part of the team's sources`);
  return folder;
}

/** Folders that tools make, and that git does not track. */
const KEPT: ReadonlySet<string> = new Set(['node_modules', '.git', '.next', '.turbo', '.vercel']);
