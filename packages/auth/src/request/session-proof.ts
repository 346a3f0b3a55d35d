import { SESSION_PROOF_COOKIE } from '../stored-names.ts';
import type { Cookies } from './cookies.ts';
import { readNote } from './sync-notes.ts';

/**
 * Whether a page of this very host has written that the session is one of this browser's own. A genuine token does not show that:
 * any program that is signed in can get one for any origin, and a sibling app can plant it here.
 *
 * @param sessionId `sid` of a token whose signature was verified; null: it has none.
 * @param ownOrigin Of the app, from the registry. Without https, on a developer's machine, there is no cookie that a sibling app
 *   cannot plant, and every session counts.
 * @source RFC 6265bis section 4.1.3.2, "The `__Host-` prefix"; section 8.6, "Weak Integrity".
 */
export function isSessionProven(cookies: Cookies, sessionId: string | null, ownOrigin: string): boolean {
  if (!ownOrigin.startsWith('https:')) return true;
  const proof = readNote(cookies, SESSION_PROOF_COOKIE, ownOrigin);
  const proven: readonly string[] = proof?.split('.', MAX_SESSIONS) ?? [];
  return sessionId !== null && proven.includes(sessionId);
}

/** A browser has a few; whoever writes more of them into their own cookie gets no more work done here. */
export const MAX_SESSIONS = 8;
