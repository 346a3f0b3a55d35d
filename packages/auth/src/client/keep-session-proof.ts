import type { LoadedClerk } from '@clerk/shared/types';
import { MAX_SESSIONS } from '../request/session-proof.ts';
import { noteAttributes, noteName, SESSION_PROOF_COOKIE } from '../stored-names.ts';
import { writeCookie } from './tab-cookies.ts';

/** Browsers keep no cookie longer. It opens nothing by itself. */
const LIFETIME_SECONDS = 400 * 24 * 60 * 60;

/**
 * Writes which sessions Clerk reports as this browser's own, for this host alone. The server believes a token only beside it.
 * clerk-js reports a new session before it writes the session's first token, so no request comes between the two.
 *
 * @param client As clerk-js has it. Without sessions nothing is written: a clerk-js that could not reach Clerk has none either.
 */
export function keepSessionProof(client: LoadedClerk['client'] | undefined): void {
  const ids = client?.signedInSessions.map(({ id }) => id).slice(0, MAX_SESSIONS) ?? [];
  const { origin } = window.location;
  if (ids.length === 0 || !origin.startsWith('https:')) return;
  const line = `${noteName(SESSION_PROOF_COOKIE, origin)}=${ids.join('.')}`;
  if (document.cookie.split('; ').includes(line)) return;
  writeCookie(`${line}; Path=/; Max-Age=${LIFETIME_SECONDS}; ${noteAttributes(origin)}`);
}

/** Removes it, with the token of this host. */
export function clearSessionProof(): void {
  const { origin } = window.location;
  writeCookie(`${noteName(SESSION_PROOF_COOKIE, origin)}=; Path=/; Max-Age=0; ${noteAttributes(origin)}`);
}
