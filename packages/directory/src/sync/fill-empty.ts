import { readStatus } from '../queries/read-status.ts';
import type { Directory } from '../storage/open-directory.ts';
import type { ClerkKeys } from './clerk-listing.ts';
import { syncDirectory } from './sync.ts';

/**
 * Fills a mirror that was never filled: webhooks report only what happens from now on, and a new app would show nobody.
 * A fill that is broken off continues the next time.
 *
 * @param withinMs Milliseconds it may take. With more users than fit, run `pnpm sso directory sync`.
 * @returns Whether there was something to do.
 * @throws {DirectoryError} as `syncDirectory`. {DOMException} `TimeoutError`.
 */
export async function fillEmpty(
  { db }: Directory,
  clerk: ClerkKeys,
  { withinMs }: { readonly withinMs: number },
): Promise<boolean> {
  const { sync } = await readStatus(db);
  if (sync?.finishedAtMs) return false;
  await syncDirectory({ db, clerk, isResuming: true, signal: AbortSignal.timeout(withinMs) });
  return true;
}
