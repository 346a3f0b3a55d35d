import { explainReason } from '../outcome/clerk-reasons.ts';
import { explainFailure } from '../outcome/failure-texts.ts';
import type { HopFacts } from '../trace.ts';
import { tokenFault } from './session-signs.ts';

/** Clerk's reason, to follow "because" or a colon. */
export function sayReason({ clerkReason }: HopFacts): string {
  if (clerkReason === null) return 'it could not judge the session (no reason was given)';
  const text = explainReason(clerkReason);
  return text ? `${text.because} (${clerkReason})` : `of ${clerkReason}`;
}

const FAULT_TEXTS = {
  malformed: 'the session cookie holds no token',
  'azp-missing': 'azp missing',
  'azp-foreign': 'azp names another origin',
  expired: 'the token has expired',
} as const;

/** What the session token itself shows to be wrong; null: nothing. */
export function sayTokenFault(hop: HopFacts): string | null {
  const fault = tokenFault(hop);
  return fault && `${FAULT_TEXTS[fault]}${hop.clerkReason ? ` (${hop.clerkReason})` : ''}`;
}

/** Why the session had to be synced, to stand before the rest; empty where nobody says. */
export function saySyncCause(hop: HopFacts): string {
  const fault = hop.ssoReason?.fault?.replaceAll('_', ' ') ?? null;
  const own = tokenFault(hop);
  const cause = fault ?? (own ? FAULT_TEXTS[own] : null);
  return cause ? `${cause}; ` : '';
}

/** A redirect that has nothing to do with Clerk. */
export function sayRedirect(hop: HopFacts): string {
  const [from, to] = [hop.url, hop.location ?? ''].map((url) => /^(\w+):\/\/([^/?#]*)/.exec(url));
  if (from?.[1] === 'http' && to?.[1] === 'https' && from[2]?.split(':')[0] === to[2]?.split(':')[0])
    return 'redirect: from http to https';
  return from?.[2] === to?.[2]
    ? 'redirect: to another page of this host'
    : `redirect: to ${to?.[2] || 'another address'}`;
}

/** Why there is no answer. */
export function sayFailure(hop: HopFacts): string {
  return hop.failure ? explainFailure(hop.failure.kind, hop.url).says : '';
}

/** An ordinary answer. */
export function sayPage(hop: HopFacts): string {
  const isFine = (hop.status ?? 0) < 400;
  const subject = isFine ? 'a page' : `a page with status ${hop.status}`;
  if (
    hop.cookiesSet.some(
      ({ name, action, token }) => name.startsWith('__session') && action === 'set' && token,
    )
  )
    return `${subject}; the app has exchanged the handshake for a session token`;
  if (hop.clerkStatus === 'signed-out') return `${subject}, for someone who is not signed in here`;
  return subject;
}
