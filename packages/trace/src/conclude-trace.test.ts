import { isReason, REASONS } from '@subdomain-sso/auth/reasons';
import { describe, expect, test } from 'vitest';
import { concludeTrace } from './conclude-trace.ts';
import { classifyHop } from './hops/classify-hop.ts';
import { ACTIVE, claims, hopFacts, sent, set } from './hops/hop.fixture.ts';
import { conclusionOf } from './reasons/sso-reasons.ts';
import type { HopFacts, Outcome, Trace } from './trace.ts';

const HANDSHAKE = 'https://clerk.acme.example/v1/client/handshake?redirect_url=…';
const START = { status: 307, location: HANDSHAKE, clerkStatus: 'handshake' } as const;

interface Case {
  readonly name: string;
  readonly hops: readonly Partial<HopFacts>[];
  readonly end?: Trace['end'];
  readonly outcome: Outcome;
  readonly fix: RegExp | null;
}

const cases: readonly Case[] = [
  { name: 'no cookies, no header', hops: [{}], outcome: 'anonymous', fix: null },
  {
    name: 'Clerk says signed out, and the browser agrees',
    hops: [{ clerkStatus: 'signed-out', clerkReason: 'session-token-and-uat-missing' }],
    outcome: 'anonymous',
    fix: null,
  },
  {
    name: 'a public page, visited by someone who is signed in',
    hops: [
      { clerkStatus: 'signed-out', clerkReason: 'session-token-and-uat-missing', cookiesSent: [ACTIVE] },
    ],
    outcome: 'anonymous',
    fix: null,
  },
  {
    name: 'a live token and a silent server',
    hops: [{ cookiesSent: [ACTIVE, sent('__session', null, claims())] }],
    outcome: 'signed-in',
    fix: null,
  },
  {
    name: 'an expired token and a silent server',
    hops: [{ cookiesSent: [ACTIVE, sent('__session', null, claims({ expiresInSeconds: -1 }))] }],
    outcome: 'anonymous',
    fix: null,
  },
  {
    name: 'a token removed by the last hop',
    hops: [
      {
        cookiesSent: [ACTIVE, sent('__session', null, claims())],
        cookiesSet: [{ ...set('__session', claims()), action: 'cleared' }],
      },
    ],
    outcome: 'anonymous',
    fix: null,
  },
  {
    name: 'a server that says signed in',
    hops: [{ clerkStatus: 'signed-in' }],
    outcome: 'signed-in',
    fix: null,
  },
  {
    name: 'a handshake that brings a token without azp is accepted',
    hops: [START, { cookiesSent: [ACTIVE], cookiesSet: [set('__session', claims({ azp: null }))] }],
    outcome: 'signed-in',
    fix: /authorizedParties is not set/,
  },
  {
    name: 'a handshake that brings a token with azp',
    hops: [START, { cookiesSent: [ACTIVE], cookiesSet: [set('__session', claims())] }],
    outcome: 'signed-in',
    fix: null,
  },
  {
    name: 'the loop guard',
    hops: [
      {
        clerkStatus: 'signed-out',
        clerkReason: 'client-uat-but-no-session-token',
        cookiesSent: [ACTIVE, sent('__clerk_redirect_count', '3')],
      },
    ],
    outcome: 'signed-out-although-signed-in',
    fix: /authorizedParties refuses handshake tokens/,
  },
  {
    name: 'azp refused',
    hops: [
      {
        clerkStatus: 'signed-out',
        clerkReason: 'token-invalid-authorized-parties',
        cookiesSent: [ACTIVE, sent('__session', null, claims({ azp: null }))],
      },
    ],
    outcome: 'signed-out-although-signed-in',
    fix: /authorizedParties must hold/,
  },
  {
    name: 'keys of another instance',
    hops: [{ clerkStatus: 'signed-out', clerkReason: 'jwk-kid-mismatch', cookiesSent: [ACTIVE] }],
    outcome: 'signed-out-although-signed-in',
    fix: /CLERK_SECRET_KEY/,
  },
  {
    name: 'sent to sign in although the browser says signed in',
    hops: [
      { status: 307, location: 'https://acme.example/sign-in', cookiesSent: [ACTIVE] },
      { url: 'https://acme.example/sign-in', cookiesSent: [ACTIVE] },
    ],
    outcome: 'signed-out-although-signed-in',
    fix: /azp/,
  },
  {
    name: 'sent to sign in after session sync found no session',
    hops: [
      {
        status: 307,
        location: 'https://acme.example/sign-in',
        cookiesSent: [ACTIVE, sent('__sso_stale_client')],
      },
      { url: 'https://acme.example/sign-in', cookiesSent: [ACTIVE] },
    ],
    outcome: 'anonymous',
    fix: null,
  },
  {
    name: 'a protected page, asked anonymously',
    hops: [
      {
        status: 404,
        clerkStatus: 'signed-out',
        clerkReason: 'protect-rewrite, session-token-and-uat-missing',
      },
    ],
    outcome: 'anonymous',
    fix: null,
  },
  {
    name: 'a protected page, asked with a token of a sibling',
    hops: [
      {
        status: 404,
        clerkStatus: 'signed-out',
        clerkReason: 'protect-rewrite, token-invalid-authorized-parties',
        cookiesSent: [ACTIVE],
      },
    ],
    outcome: 'signed-out-although-signed-in',
    fix: /authorizedParties must hold/,
  },
  { name: 'session sync', hops: [{ pageAsksFor: 'session-sync' }], outcome: 'session-sync', fix: null },
  {
    name: 'a call that needs session sync',
    hops: [{ status: 401, problemCode: 'session_sync_needed' }],
    outcome: 'session-sync',
    fix: null,
  },
  {
    name: 'a call that needs a sign-in',
    hops: [{ status: 401, problemCode: 'sign_in_required' }],
    outcome: 'anonymous',
    fix: null,
  },
  {
    name: 'no member',
    hops: [{ status: 403, problemCode: 'organization_required' }],
    outcome: 'signed-in',
    fix: /ask its administrator/,
  },
  {
    name: 'no member, sent to a page that says so',
    hops: [
      {
        status: 307,
        location: 'https://platform.acme.example/no-access',
        ssoReason: { code: 'organization_required', fault: null },
        cookiesSent: [ACTIVE],
      },
      { url: 'https://platform.acme.example/no-access', cookiesSent: [ACTIVE] },
    ],
    outcome: 'signed-in',
    fix: /ask its administrator/,
  },
  {
    name: 'unfinished tasks',
    hops: [
      {
        status: 307,
        location: 'https://acme.example/sign-in/tasks',
        ssoReason: { code: 'session_pending', fault: null },
        cookiesSent: [ACTIVE],
      },
      { url: 'https://acme.example/sign-in/tasks', cookiesSent: [ACTIVE] },
    ],
    outcome: 'signed-in',
    fix: /finish its tasks/,
  },
  {
    name: 'a token that is too large for a cookie',
    hops: [{ status: 503, ssoReason: { code: 'token_too_large', fault: null } }],
    outcome: 'error',
    fix: /Remove custom claims from the session token/,
  },
  {
    name: 'an address that is not registered',
    hops: [{ status: 421, ssoReason: { code: 'origin_not_registered', fault: null } }],
    outcome: 'error',
    fix: /sso\.config\.ts/,
  },
  {
    name: 'a problem of another package',
    hops: [{ status: 503, problemCode: 'maintenance' }],
    outcome: 'error',
    fix: /log/,
  },
  { name: 'a server error', hops: [{ status: 502 }], outcome: 'error', fix: /log/ },
  {
    name: 'a missing page is no error of the session',
    hops: [{ status: 404 }],
    outcome: 'anonymous',
    fix: null,
  },
  {
    name: 'Clerk refuses',
    hops: [START, { url: HANDSHAKE, status: 400 }],
    outcome: 'error',
    fix: /Domains/,
  },
  {
    name: 'no connection',
    hops: [{ status: null, failure: { kind: 'connection-refused', code: 'ECONNREFUSED' } }],
    end: 'failed',
    outcome: 'error',
    fix: /Start the server/,
  },
  {
    name: 'no connection on this machine',
    hops: [
      {
        url: 'http://platform.acme.localhost:3000/',
        status: null,
        failure: { kind: 'connection-refused', code: 'ECONNREFUSED' },
      },
    ],
    end: 'failed',
    outcome: 'error',
    fix: /pnpm sso dev/,
  },
  {
    name: 'a sign-in page that asks for a sign-in',
    hops: [{ status: 307, location: 'https://platform.acme.example/sign-in' }],
    end: 'loop',
    outcome: 'loop',
    fix: /SIGN_IN_URL/,
  },
  {
    name: 'a loop of handshakes',
    hops: [START, START],
    end: 'loop',
    outcome: 'loop',
    fix: /authorizedParties/,
  },
  {
    name: 'a loop with a telling reason',
    hops: [{ ...START, clerkReason: 'dev-browser-missing' }],
    end: 'loop',
    outcome: 'loop',
    fix: /pk_live/,
  },
  {
    name: 'a long way that comes back',
    hops: ['/a?1', '/b', '/a?2', '/b', '/a?3'].map((path) => ({
      url: `https://acme.example${path}`,
      status: 302,
      location: 'https://acme.example/',
    })),
    end: 'too-many-hops',
    outcome: 'loop',
    fix: /two rules/,
  },
  {
    name: 'a long way that never comes back',
    hops: ['/1', '/2', '/3'].map((path) => ({
      url: `https://acme.example${path}`,
      status: 302,
      location: 'https://acme.example/',
    })),
    end: 'too-many-hops',
    outcome: 'error',
    fix: /--max-hops/,
  },
];

test.each(cases)('$name: $outcome', ({ hops, end = 'answered', outcome, fix }) => {
  const classified = hops.map((hop, index) => classifyHop(hopFacts({ number: index + 1, ...hop })));
  const conclusion = concludeTrace(classified, end);
  expect(conclusion.outcome).toBe(outcome);
  if (fix === null) expect(conclusion.fix).toBeNull();
  else expect(conclusion.fix).toMatch(fix);
  expect(conclusion.explanation).toMatch(/^[A-Z].*\.$/s);
});

describe('a reason of packages/auth', () => {
  const reasons = Object.keys(REASONS).filter(isReason);

  test.each(reasons)('%s has its own explanation and advice', (code) => {
    const hop = classifyHop(hopFacts({ status: 503, ssoReason: { code, fault: null } }));
    const { explanation, outcome, fix } = concludeTrace([hop], 'answered');
    if (outcome === 'session-sync') return expect(code).toBe('session_sync_needed');
    expect(explanation).toBe(REASONS[code].message);
    expect(fix).toBe(outcome === 'anonymous' ? null : REASONS[code].fix);
  });

  test('no two explanations are alike', () => {
    const explanations = reasons.map((reason) => conclusionOf(reason).explanation);
    expect(new Set(explanations).size).toBe(reasons.length);
  });
});
