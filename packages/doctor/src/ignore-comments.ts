import type { Repository } from '@repo/next-repository';
import type { Finding } from './check.ts';

/** `sso-doctor-ignore <id>: <reason>`, in a comment of any language. */
const IGNORE = /sso-doctor-ignore\s+([a-z0-9-]+)\s*:\s*\S/;

/**
 * Whether somebody looked at a finding and said why it stays: on its line or the one above, or anywhere in the first five
 * lines of the file, for all of the file. Without a reason it does not count.
 */
export function isIgnored(repository: Repository, id: string, { file, line }: Finding): boolean {
  if (file === undefined) return false;
  const lines = repository.read(file)?.split('\n') ?? [];
  const near = line === undefined ? [] : lines.slice(Math.max(line - 2, 0), line);
  return [...lines.slice(0, 5), ...near].some((text) => IGNORE.exec(text)?.[1] === id);
}
