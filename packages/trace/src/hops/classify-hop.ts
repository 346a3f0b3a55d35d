import { isRefusalOfSignedIn } from '../reasons/sso-reasons.ts';
import type { Hop, HopFacts, HopKind } from '../trace.ts';
import {
  describeFailure,
  describePage,
  describeReason,
  describeRedirect,
  describeRefusal,
  describeSyncCause,
  describeTokenFault,
} from './describe-hop.ts';
import { handshakeCount, hasActiveClient, isRedirect } from './session-signs.ts';

/** One kind of hop: how it is recognized, and what it means. */
interface HopRow {
  readonly kind: HopKind;
  readonly when: (hop: HopFacts) => boolean;
  readonly describe: (hop: HopFacts) => string;
}

/**
 * Names what a hop is. The first row that fits decides; the last one always fits.
 *
 * @returns The facts, with the kind and one plain sentence.
 */
export function classifyHop(facts: HopFacts): Hop {
  const row = HOP_ROWS.find(({ when }) => when(facts)) ?? PAGE;
  return { ...facts, kind: row.kind, meaning: row.describe(facts) };
}

/** After this many handshakes the SDK gives up. @source `@clerk/backend` 3.20.1 `checkAndTrackRedirectLoop`. */
const LOOP_GUARD = 3;

const PAGE: HopRow = { kind: 'page', when: () => true, describe: describePage };

const HOP_ROWS: readonly HopRow[] = [
  { kind: 'failed', when: (hop) => hop.failure !== null, describe: describeFailure },
  {
    kind: 'clerk-handshake',
    when: (hop) => isHandshakeUrl(hop.url) && isRedirect(hop),
    describe: () => 'handshake: Clerk looks its session up and sends the browser back with a one-time result',
  },
  {
    kind: 'clerk-refusal',
    when: (hop) => isHandshakeUrl(hop.url),
    describe: () =>
      'Clerk refuses the handshake: it does not know the app to which it would send the browser back',
  },
  {
    kind: 'handshake-start',
    when: (hop) => isRedirect(hop) && (hop.clerkStatus === 'handshake' || isHandshakeUrl(hop.location)),
    describe: (hop) => `handshake: Clerk redirects through its own host because ${describeReason(hop)}`,
  },
  {
    kind: 'handshake-end',
    when: (hop) => isRedirect(hop) && /[?&]__clerk_(handshake|db_jwt)/.test(hop.url) && isSamePage(hop),
    describe: () => 'handshake: the app has exchanged the result and loads the same page without it',
  },
  {
    kind: 'pending-redirect',
    when: (hop) => isRedirect(hop) && hop.ssoReason?.code === 'session_pending',
    describe: () => 'the session has unfinished tasks, which the sign-in page shows',
  },
  {
    kind: 'sign-in-redirect',
    when: (hop) => isRedirect(hop) && (hop.ssoReason?.code === 'sign_in_required' || leadsToSignIn(hop)),
    describe: (hop) =>
      hasActiveClient(hop)
        ? 'the app sends the browser to sign in although __client_uat says that someone is signed in'
        : 'nobody is signed in: the app sends the browser to its sign-in page',
  },
  {
    kind: 'no-access-redirect',
    when: (hop) => isRedirect(hop) && hop.ssoReason !== null && isRefusalOfSignedIn(hop.ssoReason.code),
    describe: describeRefusal,
  },
  { kind: 'redirect', when: isRedirect, describe: describeRedirect },
  {
    kind: 'session-sync',
    when: (hop) => hop.pageAsksFor === 'session-sync',
    describe: (hop) =>
      `session sync: ${describeSyncCause(hop)}the page mints a token in the browser and loads again; a tracer without JavaScript ends here`,
  },
  {
    kind: 'problem',
    when: (hop) => hop.problemCode !== null,
    describe: (hop) => `a problem answer for programs: ${hop.problemCode}`,
  },
  {
    kind: 'explanation',
    when: (hop) => hop.ssoReason !== null && (hop.status ?? 0) >= 400,
    describe: (hop) => `the proxy answers with a page that explains: ${hop.ssoReason?.code}`,
  },
  {
    kind: 'server-error',
    when: (hop) => (hop.status ?? 0) >= 500,
    describe: (hop) => `the server failed with status ${hop.status}`,
  },
  {
    kind: 'loop-guard',
    when: (hop) => hop.clerkStatus === 'signed-out' && handshakeCount(hop) >= LOOP_GUARD,
    describe: () =>
      `signed out: Clerk's SDK gave up after ${LOOP_GUARD} handshakes, none of which brought a session it accepts`,
  },
  {
    kind: 'signed-out',
    when: (hop) => hop.clerkStatus === 'signed-out' && hasActiveClient(hop) && !isUnseen(hop),
    describe: (hop) =>
      `signed out although __client_uat says signed in: ${describeTokenFault(hop) ?? describeReason(hop)}`,
  },
  {
    kind: 'rsc',
    when: (hop) => hop.contentType?.startsWith('text/x-component') ?? false,
    describe: () => "a payload for React's router, not a page: a browser would show it as text",
  },
  {
    kind: 'meta-refresh',
    when: (hop) => hop.pageAsksFor === 'meta-refresh',
    describe: () => 'a page that sends the browser on by meta refresh, which the tracer does not follow',
  },
  PAGE,
];

/** Whether the server saw no cookies of Clerk although the browser sent some: a public page, or cookies of another instance. */
function isUnseen({ clerkReason }: HopFacts): boolean {
  return clerkReason?.includes('session-token-and-uat-missing') ?? false;
}

function isHandshakeUrl(url: string | null): boolean {
  return url !== null && /\/v1\/client\/handshake\/?$/.test(withoutQuery(url));
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

function isSamePage(hop: HopFacts): boolean {
  return withoutQuery(hop.url) === withoutQuery(hop.location ?? '');
}

function leadsToSignIn({ location }: HopFacts): boolean {
  return /\/(sign-?in|log-?in)(\/|$)/i.test(withoutQuery(location ?? ''));
}
