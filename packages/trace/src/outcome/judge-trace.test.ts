import { expect, test } from 'vitest';
import { classifyHop } from '../hops/classify-hop.ts';
import { ACTIVE, claims, hopFacts, sent, set } from '../hops/hop.fixture.ts';
import type { HopFacts, Trace, Verdict } from '../trace.ts';
import { judgeTrace } from './judge-trace.ts';

const HANDSHAKE = 'https://clerk.acme.example/v1/client/handshake?redirect_url=…';
const START = { status: 307, location: HANDSHAKE, clerkStatus: 'handshake' } as const;

interface Case {
  readonly name: string;
  readonly hops: readonly Partial<HopFacts>[];
  readonly end?: Trace['end'];
  readonly verdict: Verdict;
  readonly mend: RegExp | null;
}

const cases: readonly Case[] = [
  { name: 'no cookies, no header', hops: [{}], verdict: 'stranger', mend: null },
  {
    name: 'Clerk says signed out, and the browser agrees',
    hops: [{ clerkStatus: 'signed-out', clerkReason: 'session-token-and-uat-missing' }],
    verdict: 'stranger',
    mend: null,
  },
  {
    name: 'a public page, visited by someone who is signed in',
    hops: [
      { clerkStatus: 'signed-out', clerkReason: 'session-token-and-uat-missing', cookiesSent: [ACTIVE] },
    ],
    verdict: 'stranger',
    mend: null,
  },
  {
    name: 'a live token and a silent server',
    hops: [{ cookiesSent: [ACTIVE, sent('__session', null, claims())] }],
    verdict: 'signed-in',
    mend: null,
  },
  {
    name: 'an expired token and a silent server',
    hops: [{ cookiesSent: [ACTIVE, sent('__session', null, claims({ expiresInSeconds: -1 }))] }],
    verdict: 'stranger',
    mend: null,
  },
  {
    name: 'a token removed by the last hop',
    hops: [
      {
        cookiesSent: [ACTIVE, sent('__session', null, claims())],
        cookiesSet: [{ ...set('__session', claims()), action: 'cleared' }],
      },
    ],
    verdict: 'stranger',
    mend: null,
  },
  {
    name: 'a server that says signed in',
    hops: [{ clerkStatus: 'signed-in' }],
    verdict: 'signed-in',
    mend: null,
  },
  {
    name: 'a handshake that brings a token without azp is accepted',
    hops: [START, { cookiesSent: [ACTIVE], cookiesSet: [set('__session', claims({ azp: null }))] }],
    verdict: 'signed-in',
    mend: /authorizedParties is not set/,
  },
  {
    name: 'a handshake that brings a token with azp',
    hops: [START, { cookiesSent: [ACTIVE], cookiesSet: [set('__session', claims())] }],
    verdict: 'signed-in',
    mend: null,
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
    verdict: 'signed-out-although-signed-in',
    mend: /authorizedParties refuses handshake tokens/,
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
    verdict: 'signed-out-although-signed-in',
    mend: /authorizedParties must hold/,
  },
  {
    name: 'keys of another instance',
    hops: [{ clerkStatus: 'signed-out', clerkReason: 'jwk-kid-mismatch', cookiesSent: [ACTIVE] }],
    verdict: 'signed-out-although-signed-in',
    mend: /CLERK_SECRET_KEY/,
  },
  {
    name: 'sent to sign in although the browser says signed in',
    hops: [
      { status: 307, location: 'https://acme.example/sign-in', cookiesSent: [ACTIVE] },
      { url: 'https://acme.example/sign-in', cookiesSent: [ACTIVE] },
    ],
    verdict: 'signed-out-although-signed-in',
    mend: /azp/,
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
    verdict: 'stranger',
    mend: null,
  },
  {
    name: 'a protected page, asked by a stranger',
    hops: [
      {
        status: 404,
        clerkStatus: 'signed-out',
        clerkReason: 'protect-rewrite, session-token-and-uat-missing',
      },
    ],
    verdict: 'stranger',
    mend: null,
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
    verdict: 'signed-out-although-signed-in',
    mend: /authorizedParties must hold/,
  },
  { name: 'session sync', hops: [{ pageAsksFor: 'session-sync' }], verdict: 'session-sync', mend: null },
  {
    name: 'a call that needs session sync',
    hops: [{ status: 401, problemCode: 'session_sync_needed' }],
    verdict: 'session-sync',
    mend: null,
  },
  {
    name: 'a call that needs a sign-in',
    hops: [{ status: 401, problemCode: 'sign_in_required' }],
    verdict: 'stranger',
    mend: null,
  },
  {
    name: 'no member',
    hops: [{ status: 403, problemCode: 'organization_required' }],
    verdict: 'signed-in',
    mend: null,
  },
  {
    name: 'an address of nobody',
    hops: [{ status: 421, ssoReason: { code: 'origin_not_registered', fault: null } }],
    verdict: 'error',
    mend: /sso\.config\.ts/,
  },
  {
    name: 'a problem of somebody else',
    hops: [{ status: 503, problemCode: 'maintenance' }],
    verdict: 'error',
    mend: /log/,
  },
  { name: 'a server error', hops: [{ status: 502 }], verdict: 'error', mend: /log/ },
  {
    name: 'a missing page is no error of the session',
    hops: [{ status: 404 }],
    verdict: 'stranger',
    mend: null,
  },
  {
    name: 'Clerk refuses',
    hops: [START, { url: HANDSHAKE, status: 400 }],
    verdict: 'error',
    mend: /Domains/,
  },
  {
    name: 'no connection',
    hops: [{ status: null, failure: { kind: 'connection-refused', code: 'ECONNREFUSED' } }],
    end: 'failed',
    verdict: 'error',
    mend: /Start the server/,
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
    verdict: 'error',
    mend: /pnpm sso dev/,
  },
  {
    name: 'a sign-in page that asks for a sign-in',
    hops: [{ status: 307, location: 'https://platform.acme.example/sign-in' }],
    end: 'loop',
    verdict: 'loop',
    mend: /SIGN_IN_URL/,
  },
  {
    name: 'a loop of handshakes',
    hops: [START, START],
    end: 'loop',
    verdict: 'loop',
    mend: /authorizedParties/,
  },
  {
    name: 'a loop with a telling reason',
    hops: [{ ...START, clerkReason: 'dev-browser-missing' }],
    end: 'loop',
    verdict: 'loop',
    mend: /pk_live/,
  },
  {
    name: 'a long way that comes back',
    hops: ['/a?1', '/b', '/a?2', '/b', '/a?3'].map((path) => ({
      url: `https://acme.example${path}`,
      status: 302,
      location: 'https://acme.example/',
    })),
    end: 'too-many-hops',
    verdict: 'loop',
    mend: /two rules/,
  },
  {
    name: 'a long way that never comes back',
    hops: ['/1', '/2', '/3'].map((path) => ({
      url: `https://acme.example${path}`,
      status: 302,
      location: 'https://acme.example/',
    })),
    end: 'too-many-hops',
    verdict: 'error',
    mend: /--max-hops/,
  },
];

test.each(cases)('$name: $verdict', ({ hops, end = 'answered', verdict, mend }) => {
  const classified = hops.map((hop, index) => classifyHop(hopFacts({ number: index + 1, ...hop })));
  const judgement = judgeTrace(classified, end);
  expect(judgement.verdict).toBe(verdict);
  if (mend === null) expect(judgement.mend).toBeNull();
  else expect(judgement.mend).toMatch(mend);
  expect(judgement.explanation).toMatch(/^[A-Z].*\.$/s);
});
