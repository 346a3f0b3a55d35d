import { isReason } from '@subdomain-sso/auth/reasons';
import { hasActiveClient, sessionToken } from './hops/session-signs.ts';
import { explainReason } from './reasons/clerk-reasons.ts';
import { explainFailure } from './reasons/failure-texts.ts';
import { type Conclusion, conclusionOf, SESSION_SYNC } from './reasons/sso-reasons.ts';
import type { Hop, Trace } from './trace.ts';

/**
 * Concludes how the trace ended for the user whose cookies were sent.
 *
 * @param hops At least one, classified, in order.
 */
export function concludeTrace(hops: readonly Hop[], end: Trace['end']): Conclusion {
  const last = hops.at(-1);
  if (!last) throw new TypeError('A trace has at least one hop.');
  switch (end) {
    case 'failed':
      return concludeFailure(last);
    case 'loop':
      return concludeLoop(hops, 'The same URL was about to be asked with the same cookies again.');
    case 'too-many-hops':
      return concludeTooMany(hops);
    case 'answered':
      return concludeAnswer(last, hops);
  }
}

function concludeFailure(last: Hop): Conclusion {
  const fix = last.failure ? explainFailure(last.failure.kind, last.url).fix : null;
  return { outcome: 'error', explanation: `Hop ${last.number}: ${last.meaning}.`, fix };
}

function concludeLoop(hops: readonly Hop[], explanation: string): Conclusion {
  const reason = hops.findLast(({ clerkReason }) => clerkReason !== null)?.clerkReason ?? null;
  const isSignIn = hops.some(({ kind }) => kind === 'sign-in-redirect');
  const general = isSignIn
    ? 'The sign-in page must be open to anonymous visitors: see NEXT_PUBLIC_CLERK_SIGN_IN_URL and the matcher of the proxy.'
    : 'Compare the redirects above: two rules send the browser to each other.';
  const handshake = hops.some(({ kind }) => kind === 'handshake-start') ? HANDSHAKE_FIX : null;
  return { outcome: 'loop', explanation, fix: explainReason(reason)?.fix ?? handshake ?? general };
}

const HANDSHAKE_FIX =
  'Either authorizedParties refuses handshake tokens, as they carry no azp (createAuthProxy mints them in the browser instead), or CLERK_SECRET_KEY and NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY are of two Clerk instances.';

function concludeTooMany(hops: readonly Hop[]): Conclusion {
  const pages = hops.map(({ url }) => url.replace(/[?#].*$/s, ''));
  const isRepeated = pages.some((page) => pages.filter((other) => other === page).length > 2);
  const explanation = `It still redirects after ${hops.length} requests.`;
  if (isRepeated) return concludeLoop(hops, explanation);
  return { outcome: 'error', explanation, fix: 'Raise --max-hops to see where it ends.' };
}

function concludeAnswer(last: Hop, hops: readonly Hop[]): Conclusion {
  if (last.kind === 'session-sync') return SESSION_SYNC;
  const code = last.ssoReason?.code ?? last.problemCode;
  if (isReason(code) && (last.kind === 'problem' || last.kind === 'explanation')) return conclusionOf(code);
  switch (last.kind) {
    case 'clerk-refusal':
      return { outcome: 'error', explanation: sentence(last), fix: REFUSAL_FIX };
    case 'server-error':
      return { outcome: 'error', explanation: sentence(last), fix: LOG_FIX };
    case 'loop-guard':
    case 'signed-out':
      return concludeSignedOut(last);
    default:
      if ((last.status ?? 0) >= 500)
        return {
          outcome: 'error',
          explanation: `The server failed with status ${last.status}.`,
          fix: LOG_FIX,
        };
      return concludePage(last, hops);
  }
}

const REFUSAL_FIX =
  "The app's origin must be one that this Clerk instance serves: see Domains, and allowed subdomains, in its dashboard.";
const LOG_FIX = "See the server's log.";

function concludePage(last: Hop, hops: readonly Hop[]): Conclusion {
  const redirected = hops.find(({ kind }) => kind === 'pending-redirect' || kind === 'no-access-redirect');
  if (redirected?.ssoReason) return conclusionOf(redirected.ssoReason.code);
  const conclusion =
    last.clerkStatus === 'signed-out' ? concludeAnonymous(last) : concludeByCookies(last, hops);
  const sentAway = hops.find((hop) => hop.kind === 'sign-in-redirect' && hasActiveClient(hop));
  if (conclusion.outcome !== 'anonymous' || !sentAway) return conclusion;
  const fix = explainReason(sentAway.clerkReason)?.fix ?? HANDSHAKE_FIX;
  return { outcome: 'signed-out-although-signed-in', explanation: sentence(sentAway), fix };
}

function concludeSignedOut(last: Hop): Conclusion {
  const fix = explainReason(last.clerkReason)?.fix ?? HANDSHAKE_FIX;
  const outcome = hasActiveClient(last) ? 'signed-out-although-signed-in' : 'anonymous';
  return { outcome, explanation: sentence(last), fix };
}

function concludeAnonymous(last: Hop): Conclusion {
  const explanation = hasActiveClient(last)
    ? 'The server looked at no session here although __client_uat says signed in: a public page, a sign-in that has ended, or cookies of another Clerk instance.'
    : 'Nobody is signed in, and browser and server agree.';
  return { outcome: 'anonymous', explanation, fix: null };
}

/** Clerk's SDK names a status only when it is not "signed-in", so a live token and no status mean that the user is. */
function concludeByCookies(last: Hop, hops: readonly Hop[]): Conclusion {
  const token = sessionToken(last);
  const isLive = token !== null && token !== 'unreadable' && (token.expiresInSeconds ?? 1) > 0;
  const isFresh = last.cookiesSet.some(
    ({ name, action }) => name.startsWith('__session') && action === 'set',
  );
  const isAccepted = isLive && (isFresh || hops.some(hasActiveClient));
  if (last.clerkStatus !== 'signed-in' && !isAccepted)
    return {
      outcome: 'anonymous',
      explanation: 'No live session token, and the server names none.',
      fix: null,
    };
  if (isLive && isFresh && token.azp === null)
    return {
      outcome: 'signed-in',
      explanation: 'The server accepted a token that names no app (azp).',
      fix: AZP_FIX,
    };
  const explanation =
    last.clerkStatus === 'signed-in'
      ? 'The server says so.'
      : 'The token is live and the server did not object (Clerk names a status only to refuse).';
  return { outcome: 'signed-in', explanation, fix: null };
}

const AZP_FIX =
  "authorizedParties is not set: a token of any other app under this domain acts here, too. Set it to the app's exact origin, with session sync (createAuthProxy).";

function sentence({ meaning }: Hop): string {
  return `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`;
}
