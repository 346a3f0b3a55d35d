import type { Repository } from '@repo/next-repository';
import type { Finding } from './check.ts';

/** `sso-doctor-ignore <id>: <reason>`, in a comment of any language. */
const IGNORE = /sso-doctor-ignore\s+([a-z0-9-]+)\s*:\s*\S/;

/**
 * Whether a comment with a reason keeps a finding: on its line or the one above, or, for the whole file, in its first five
 * lines. A comment without a reason does not count.
 */
export function isIgnored(repository: Repository, id: string, { file, line }: Finding): boolean {
  if (file === undefined) return false;
  const lines = repository.read(file)?.split('\n') ?? [];
  const near = line === undefined ? [] : lines.slice(Math.max(line - 2, 0), line);
  return [...lines.slice(0, 5), ...near].some((text) => IGNORE.exec(text)?.[1] === id);
}
