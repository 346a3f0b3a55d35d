import { describe, expect, test } from 'vitest';
import { CLERK_REASONS } from '../reasons/clerk-reasons.ts';
import type { HopFacts, HopKind } from '../trace.ts';
import { classifyHop } from './classify-hop.ts';
import { ACTIVE, claims, hopFacts, sent, set } from './hop.fixture.ts';

const HANDSHAKE =
  'https://clerk.acme.example/v1/client/handshake?redirect_url=https%3A%2F%2Fplatform.acme.example%2F';
const OWN = 'https://platform.acme.example/';

const rows: readonly { name: string; hop: Partial<HopFacts>; kind: HopKind; says: RegExp }[] = [
  {
    name: 'a refused connection',
    hop: { status: null, failure: { kind: 'connection-refused', code: 'ECONNREFUSED' } },
    kind: 'failed',
    says: /nothing listens/,
  },
  {
    name: 'a redirect to no address is a failure, not a redirect',
    hop: { status: 302, location: 'http://', failure: { kind: 'bad-location', code: null } },
    kind: 'failed',
    says: /not an address/,
  },
  {
    name: "Clerk's own host",
    hop: { url: HANDSHAKE, status: 307, location: OWN },
    kind: 'clerk-handshake',
    says: /Clerk looks its session up/,
  },
  {
    name: "Clerk's host behind a proxy path",
    hop: { url: 'https://acme.example/__clerk/v1/client/handshake?format=nonce', status: 307, location: OWN },
    kind: 'clerk-handshake',
    says: /Clerk looks its session up/,
  },
  { name: 'Clerk refuses', hop: { url: HANDSHAKE, status: 400 }, kind: 'clerk-refusal', says: /refuses/ },
  {
    name: 'the SDK asks for a handshake',
    hop: {
      status: 307,
      location: HANDSHAKE,
      clerkStatus: 'handshake',
      clerkReason: 'client-uat-but-no-session-token',
    },
    kind: 'handshake-start',
    says: /through its own host because .*\(client-uat-but-no-session-token\)/,
  },
  {
    name: 'a handshake without headers is recognized by its address',
    hop: { status: 307, location: HANDSHAKE },
    kind: 'handshake-start',
    says: /no reason was given/,
  },
  {
    name: 'a reason with a suffix',
    hop: {
      status: 307,
      location: HANDSHAKE,
      clerkStatus: 'handshake',
      clerkReason: 'session-token-expired-refresh-non-eligible-no-refresh-cookie',
    },
    kind: 'handshake-start',
    says: /the session token has expired/,
  },
  {
    name: 'a reason of a later SDK',
    hop: { status: 307, location: HANDSHAKE, clerkStatus: 'handshake', clerkReason: 'brand-new' },
    kind: 'handshake-start',
    says: /of brand-new/,
  },
  {
    name: 'a development instance cleans its URL',
    hop: { url: `${OWN}?__clerk_handshake=…`, status: 307, location: OWN },
    kind: 'handshake-end',
    says: /without it/,
  },
  {
    name: 'our proxy sends an anonymous visitor to sign in',
    hop: {
      status: 307,
      location: 'https://account.acme.example/x',
      ssoReason: { code: 'sign_in_required', fault: null },
    },
    kind: 'sign-in-redirect',
    says: /nobody is signed in/,
  },
  {
    name: 'another app sends an anonymous visitor to sign in',
    hop: { status: 302, location: 'https://accounts.acme.example/sign-in?redirect_url=…' },
    kind: 'sign-in-redirect',
    says: /nobody is signed in/,
  },
  {
    name: 'to sign in, although signed in',
    hop: { status: 302, location: 'https://acme.example/login', cookiesSent: [ACTIVE] },
    kind: 'sign-in-redirect',
    says: /although __client_uat/,
  },
  {
    name: 'no member',
    hop: {
      status: 307,
      location: `${OWN}no-access`,
      ssoReason: { code: 'organization_required', fault: null },
    },
    kind: 'no-access-redirect',
    says: /signed in, but without access: the active organization/,
  },
  {
    name: 'unfinished tasks',
    hop: {
      status: 307,
      location: 'https://account.acme.example/sign-in/tasks',
      ssoReason: { code: 'session_pending', fault: null },
    },
    kind: 'pending-redirect',
    says: /unfinished tasks/,
  },
  {
    name: 'http to https',
    hop: { url: 'http://platform.acme.example/', status: 308, location: OWN },
    kind: 'redirect',
    says: /from http to https/,
  },
  {
    name: 'within a host',
    hop: { status: 301, location: `${OWN}x` },
    kind: 'redirect',
    says: /of this host/,
  },
  {
    name: 'to another host',
    hop: { status: 303, location: 'https://other.example/' },
    kind: 'redirect',
    says: /to other\.example/,
  },
  {
    name: 'session sync says what was wrong',
    hop: { pageAsksFor: 'session-sync', ssoReason: { code: 'session_sync_needed', fault: 'azp_missing' } },
    kind: 'session-sync',
    says: /session sync: azp_missing: the session token names no authorized party.*; the page mints a token in the browser/,
  },
  {
    name: 'session sync of an older copy',
    hop: { pageAsksFor: 'session-sync', cookiesSent: [sent('__session', null, claims({ azp: null }))] },
    kind: 'session-sync',
    says: /azp_missing/,
  },
  {
    name: 'problem+json',
    hop: { status: 401, contentType: 'application/problem+json', problemCode: 'session_sync_needed' },
    kind: 'problem',
    says: /session_sync_needed/,
  },
  {
    name: 'an explanation page',
    hop: { status: 421, ssoReason: { code: 'origin_not_registered', fault: null } },
    kind: 'explanation',
    says: /origin_not_registered/,
  },
  { name: 'a server error', hop: { status: 500 }, kind: 'server-error', says: /status 500/ },
  {
    name: 'the loop guard of the SDK',
    hop: {
      clerkStatus: 'signed-out',
      clerkReason: 'client-uat-but-no-session-token',
      cookiesSent: [ACTIVE, sent('__clerk_redirect_count', '3')],
    },
    kind: 'loop-guard',
    says: /gave up after 3 handshakes/,
  },
  {
    name: 'azp missing',
    hop: {
      clerkStatus: 'signed-out',
      clerkReason: 'token-invalid-authorized-parties',
      cookiesSent: [ACTIVE, sent('__session', null, claims({ azp: null }))],
    },
    kind: 'signed-out',
    says: /signed out although __client_uat says signed in: azp_missing/,
  },
  {
    name: 'azp of a sibling; the suffixed cookie counts',
    hop: {
      clerkStatus: 'signed-out',
      clerkReason: 'token-invalid-authorized-parties',
      cookiesSent: [
        ACTIVE,
        sent('__session', null, claims()),
        sent('__session_XLTBQmIK', null, claims({ azp: 'https://account.acme.example' })),
      ],
    },
    kind: 'signed-out',
    says: /azp_foreign: the session token was minted for another origin/,
  },
  {
    name: 'a bad signature',
    hop: {
      clerkStatus: 'signed-out',
      clerkReason: 'token-invalid-signature',
      cookiesSent: [ACTIVE, sent('__session', null, claims())],
    },
    kind: 'signed-out',
    says: /not signed by this Clerk instance/,
  },
  {
    name: 'a public page looks at no session',
    hop: {
      clerkStatus: 'signed-out',
      clerkReason: 'session-token-and-uat-missing',
      cookiesSent: [ACTIVE],
    },
    kind: 'page',
    says: /not signed in here/,
  },
  {
    name: 'a soft navigation',
    hop: { contentType: 'text/x-component' },
    kind: 'rsc',
    says: /React's router/,
  },
  {
    name: 'a meta refresh',
    hop: { pageAsksFor: 'meta-refresh' },
    kind: 'meta-refresh',
    says: /does not follow/,
  },
  {
    name: 'a page after a handshake',
    hop: { cookiesSet: [set('__session', claims())] },
    kind: 'page',
    says: /exchanged the handshake/,
  },
  { name: 'a missing page', hop: { status: 404 }, kind: 'page', says: /status 404/ },
  { name: 'a page', hop: {}, kind: 'page', says: /^a page$/ },
];

test.each(rows)('$name: $kind', ({ hop, kind, says }) => {
  const classified = classifyHop(hopFacts(hop));
  expect(classified.kind).toBe(kind);
  expect(classified.meaning).toMatch(says);
});

test('the facts stay as they were', () => {
  expect(classifyHop(hopFacts())).toMatchObject(hopFacts());
});

describe('reasons', () => {
  test.each(Object.keys(CLERK_REASONS))('%s has words of its own', (clerkReason) => {
    const hop = hopFacts({ status: 307, location: HANDSHAKE, clerkStatus: 'handshake', clerkReason });
    expect(classifyHop(hop).meaning).toMatch(new RegExp(`because .{15,} \\(${clerkReason}\\)$`));
  });
});
