import { REASONS, TOKEN_FAULTS, type TokenFault } from '@subdomain-sso/auth/reasons';
import { explainReason } from '../reasons/clerk-reasons.ts';
import { explainFailure } from '../reasons/failure-texts.ts';
import type { HopFacts } from '../trace.ts';
import { tokenFault } from './session-signs.ts';

/** Describes Clerk's reason, to follow "because" or a colon. */
export function describeReason({ clerkReason }: HopFacts): string {
  if (clerkReason === null) return 'it could not read the session (no reason was given)';
  const text = explainReason(clerkReason);
  return text ? `${text.because} (${clerkReason})` : `of ${clerkReason}`;
}

/** Describes what is wrong with the session token by its own claims; null: nothing. */
export function describeTokenFault(hop: HopFacts): string | null {
  const fault = tokenFault(hop);
  return fault && `${faultClause(fault)}${hop.clerkReason ? ` (${hop.clerkReason})` : ''}`;
}

/** Describes why the session had to be synced, to stand before the rest; empty where nothing tells. */
export function describeSyncCause(hop: HopFacts): string {
  const fault = hop.ssoReason?.fault ?? tokenFault(hop);
  return fault ? `${faultClause(fault)}; ` : '';
}

/** Describes why a signed-in user did not get the page. */
export function describeRefusal({ ssoReason }: HopFacts): string {
  return ssoReason ? `signed in, but without access: ${asClause(REASONS[ssoReason.code].message)}` : '';
}

/** Describes a redirect that has nothing to do with Clerk. */
export function describeRedirect(hop: HopFacts): string {
  const [from, to] = [hop.url, hop.location ?? ''].map((url) => /^(\w+):\/\/([^/?#]*)/.exec(url));
  if (from?.[1] === 'http' && to?.[1] === 'https' && from[2]?.split(':')[0] === to[2]?.split(':')[0])
    return 'redirect: from http to https';
  return from?.[2] === to?.[2]
    ? 'redirect: to another page of this host'
    : `redirect: to ${to?.[2] || 'another address'}`;
}

/** Describes why there is no answer. */
export function describeFailure(hop: HopFacts): string {
  return hop.failure ? explainFailure(hop.failure.kind, hop.url).says : '';
}

/** Describes an ordinary answer. */
export function describePage(hop: HopFacts): string {
  const isFine = (hop.status ?? 0) < 400;
  const subject = isFine ? 'a page' : `a page with status ${hop.status}`;
  if (
    hop.cookiesSet.some(
      ({ name, action, token }) => name.startsWith('__session') && action === 'set' && token,
    )
  )
    return `${subject}; the app has exchanged the handshake for a session token`;
  if (hop.clerkStatus === 'signed-out') return `${subject}, for a user who is not signed in here`;
  return subject;
}

function faultClause(fault: TokenFault): string {
  return `${fault}: ${asClause(TOKEN_FAULTS[fault].message)}`;
}

/** A sentence as a part of another one. */
function asClause(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}
