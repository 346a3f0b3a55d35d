import type { Hop, HopFacts, HopKind } from '../trace.ts';
import { sayFailure, sayPage, sayReason, sayRedirect, saySyncCause, sayTokenFault } from './say-hop.ts';
import { handshakeCount, hasActiveClient, isRedirect } from './session-signs.ts';

/** One kind of hop: how it is told, and what it means. */
interface HopRow {
  readonly kind: HopKind;
  readonly when: (hop: HopFacts) => boolean;
  readonly says: (hop: HopFacts) => string;
}

/**
 * Says what a hop is. The first row that fits decides; the last fits always.
 *
 * @returns The facts, with the kind and one plain sentence.
 */
export function classifyHop(facts: HopFacts): Hop {
  const row = HOP_ROWS.find(({ when }) => when(facts)) ?? PAGE;
  return { ...facts, kind: row.kind, meaning: row.says(facts) };
}

/** After this many handshakes the SDK gives up. @source `@clerk/backend` 3.20.1 `checkAndTrackRedirectLoop`. */
const LOOP_GUARD = 3;

const PAGE: HopRow = { kind: 'page', when: () => true, says: sayPage };

const HOP_ROWS: readonly HopRow[] = [
  { kind: 'failed', when: (hop) => hop.failure !== null, says: sayFailure },
  {
    kind: 'clerk-handshake',
    when: (hop) => isHandshakeUrl(hop.url) && isRedirect(hop),
    says: () => 'handshake: Clerk looks its session up and sends the browser back with a one-time result',
  },
  {
    kind: 'clerk-refusal',
    when: (hop) => isHandshakeUrl(hop.url),
    says: () => 'Clerk refuses the handshake: it does not know the app it is to send the browser back to',
  },
  {
    kind: 'handshake-start',
    when: (hop) => isRedirect(hop) && (hop.clerkStatus === 'handshake' || isHandshakeUrl(hop.location)),
    says: (hop) => `handshake: Clerk redirects through its own host because ${sayReason(hop)}`,
  },
  {
    kind: 'handshake-end',
    when: (hop) => isRedirect(hop) && /[?&]__clerk_(handshake|db_jwt)/.test(hop.url) && isSamePage(hop),
    says: () => 'handshake: the app has exchanged the result and loads the same page without it',
  },
  {
    kind: 'sign-in-redirect',
    when: (hop) => isRedirect(hop) && (hop.ssoReason?.code === 'sign_in_required' || leadsToSignIn(hop)),
    says: (hop) =>
      hasActiveClient(hop)
        ? 'the app sends the browser to sign in although __client_uat says that someone is signed in'
        : 'nobody is signed in: the app sends the browser to its sign-in page',
  },
  {
    kind: 'no-access-redirect',
    when: (hop) => isRedirect(hop) && hop.ssoReason?.code === 'organization_required',
    says: () => 'signed in, but not a member of the organization that may enter here',
  },
  { kind: 'redirect', when: isRedirect, says: sayRedirect },
  {
    kind: 'session-sync',
    when: (hop) => hop.pageAsksFor === 'session-sync',
    says: (hop) =>
      `session sync: ${saySyncCause(hop)}the page mints a token in the browser and loads again; a tracer without JavaScript ends here`,
  },
  {
    kind: 'problem',
    when: (hop) => hop.problemCode !== null,
    says: (hop) => `a problem answer for programs: ${hop.problemCode}`,
  },
  {
    kind: 'explanation',
    when: (hop) => hop.ssoReason !== null && (hop.status ?? 0) >= 400,
    says: (hop) => `the proxy answers with a page that explains: ${hop.ssoReason?.code}`,
  },
  {
    kind: 'server-error',
    when: (hop) => (hop.status ?? 0) >= 500,
    says: (hop) => `the server failed with status ${hop.status}`,
  },
  {
    kind: 'loop-guard',
    when: (hop) => hop.clerkStatus === 'signed-out' && handshakeCount(hop) >= LOOP_GUARD,
    says: () =>
      `signed out: Clerk's SDK gave up after ${LOOP_GUARD} handshakes, none of which brought a session it accepts`,
  },
  {
    kind: 'signed-out',
    when: (hop) => hop.clerkStatus === 'signed-out' && hasActiveClient(hop) && !isUnseen(hop),
    says: (hop) => `signed out although __client_uat says signed in: ${sayTokenFault(hop) ?? sayReason(hop)}`,
  },
  {
    kind: 'rsc',
    when: (hop) => hop.contentType?.startsWith('text/x-component') ?? false,
    says: () => "a payload for React's router, not a page: a browser would show it as text",
  },
  {
    kind: 'meta-refresh',
    when: (hop) => hop.pageAsksFor === 'meta-refresh',
    says: () => 'a page that sends the browser on by meta refresh, which the tracer does not follow',
  },
  PAGE,
];

/** The server saw no cookies of Clerk, although the browser sent some: a public page, or cookies of another instance. */
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
