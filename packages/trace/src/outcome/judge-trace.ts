import { hasActiveClient, sessionToken } from '../hops/session-signs.ts';
import type { Hop, Trace } from '../trace.ts';
import { explainReason } from './clerk-reasons.ts';
import { explainFailure } from './failure-texts.ts';
import { type Judgement, judgeReasonCode, SYNC } from './judge-reason-code.ts';

/**
 * Says how the journey ended for whoever the cookies belong to.
 *
 * @param hops At least one, classified, in order.
 * @returns `mend` names a setting; null when nothing needs one.
 */
export function judgeTrace(hops: readonly Hop[], end: Trace['end']): Judgement {
  const last = hops.at(-1);
  if (!last) throw new TypeError('A trace has at least one hop.');
  if (end === 'failed') return judgeFailure(last);
  if (end === 'loop')
    return judgeLoop(hops, 'The same URL was about to be asked with the same cookies again.');
  if (end === 'too-many-hops') return judgeTooMany(hops);
  return judgeAnswer(last, hops);
}

function judgeFailure(last: Hop): Judgement {
  const mend = last.failure ? explainFailure(last.failure.kind, last.url).mend : null;
  return { verdict: 'error', explanation: `Hop ${last.number}: ${last.meaning}.`, mend };
}

function judgeLoop(hops: readonly Hop[], explanation: string): Judgement {
  const reason = hops.findLast(({ clerkReason }) => clerkReason !== null)?.clerkReason ?? null;
  const isSignIn = hops.some(({ kind }) => kind === 'sign-in-redirect');
  const general = isSignIn
    ? 'The sign-in page must be open to strangers: see NEXT_PUBLIC_CLERK_SIGN_IN_URL and the matcher of the proxy.'
    : 'Compare the redirects above: two rules send the browser to each other.';
  const handshake = hops.some(({ kind }) => kind === 'handshake-start') ? HANDSHAKE_MEND : null;
  return { verdict: 'loop', explanation, mend: explainReason(reason)?.mend ?? handshake ?? general };
}

const HANDSHAKE_MEND =
  'Either authorizedParties refuses handshake tokens, as they carry no azp (createAuthProxy mints them in the browser instead), or CLERK_SECRET_KEY and NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY are of two Clerk instances.';

function judgeTooMany(hops: readonly Hop[]): Judgement {
  const pages = hops.map(({ url }) => url.replace(/[?#].*$/s, ''));
  const isRepeated = pages.some((page) => pages.filter((other) => other === page).length > 2);
  const explanation = `It still redirects after ${hops.length} requests.`;
  if (isRepeated) return judgeLoop(hops, explanation);
  return { verdict: 'error', explanation, mend: 'Raise --max-hops to see where it ends.' };
}

function judgeAnswer(last: Hop, hops: readonly Hop[]): Judgement {
  const code = last.ssoReason?.code ?? last.problemCode;
  const known = code === null ? undefined : judgeReasonCode(code);
  if (last.kind === 'session-sync') return SYNC;
  if (known && (last.kind === 'problem' || last.kind === 'explanation')) return known;
  switch (last.kind) {
    case 'clerk-refusal':
      return { verdict: 'error', explanation: sentence(last), mend: REFUSAL_MEND };
    case 'server-error':
      return { verdict: 'error', explanation: sentence(last), mend: "See the server's log." };
    case 'loop-guard':
    case 'signed-out':
      return judgeSignedOut(last);
    default:
      if ((last.status ?? 0) >= 500)
        return {
          verdict: 'error',
          explanation: `The server failed with status ${last.status}.`,
          mend: "See the server's log.",
        };
      return judgePage(last, hops);
  }
}

function judgePage(last: Hop, hops: readonly Hop[]): Judgement {
  const judgement = last.clerkStatus === 'signed-out' ? judgeStranger(last) : judgeByCookies(last, hops);
  const sentAway = hops.find((hop) => hop.kind === 'sign-in-redirect' && hasActiveClient(hop));
  if (judgement.verdict !== 'stranger' || !sentAway) return judgement;
  const mend = explainReason(sentAway.clerkReason)?.mend ?? HANDSHAKE_MEND;
  return { verdict: 'signed-out-although-signed-in', explanation: sentence(sentAway), mend };
}

const REFUSAL_MEND =
  "The app's origin must be one that this Clerk instance serves: see Domains, and allowed subdomains, in its dashboard.";

function judgeSignedOut(last: Hop): Judgement {
  const reason = explainReason(last.clerkReason);
  const mend = reason?.mend ?? HANDSHAKE_MEND;
  if (!hasActiveClient(last)) return { verdict: 'stranger', explanation: sentence(last), mend };
  return { verdict: 'signed-out-although-signed-in', explanation: sentence(last), mend };
}

function judgeStranger(last: Hop): Judgement {
  if (!hasActiveClient(last))
    return {
      verdict: 'stranger',
      explanation: 'Nobody is signed in, and browser and server agree.',
      mend: null,
    };
  const explanation =
    'The server looked at no session here although __client_uat says signed in: a public page, a sign-in that has ended, or cookies of another Clerk instance.';
  return { verdict: 'stranger', explanation, mend: null };
}

/** Clerk's SDK tells the browser a status only when it is not "signed-in", so silence and a live token mean that it is. */
function judgeByCookies(last: Hop, hops: readonly Hop[]): Judgement {
  const token = sessionToken(last);
  const isLive = token !== null && token !== 'unreadable' && (token.expiresInSeconds ?? 1) > 0;
  const isFresh = last.cookiesSet.some(
    ({ name, action }) => name.startsWith('__session') && action === 'set',
  );
  const isAccepted = isLive && (isFresh || hops.some(hasActiveClient));
  if (last.clerkStatus !== 'signed-in' && !isAccepted)
    return {
      verdict: 'stranger',
      explanation: 'No live session token, and the server names none.',
      mend: null,
    };
  if (isLive && isFresh && token.azp === null)
    return {
      verdict: 'signed-in',
      explanation: 'The server accepted a token that names no app (azp).',
      mend: AZP_MEND,
    };
  const isSaid = last.clerkStatus === 'signed-in';
  const explanation = isSaid
    ? 'The server says so.'
    : 'The token is live and the server did not object (Clerk names a status only to refuse).';
  return { verdict: 'signed-in', explanation, mend: null };
}

const AZP_MEND =
  "authorizedParties is not set: a token of any other app under this domain acts here, too. Set it to the app's exact origin, with session sync (createAuthProxy).";

function sentence({ meaning }: Hop): string {
  return `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`;
}
