import { describe, expect, test } from 'vitest';
import { type Decision, decide, type RequestFacts, type Verdict } from './decide.ts';

const facts = (change: Partial<RequestFacts>): RequestFacts => ({
  posture: 'protected',
  kind: 'document',
  carrier: 'cookie',
  verdict: 'signed-out',
  hasActiveClient: false,
  isInOrganization: true,
  isClerkDown: false,
  isGraceAllowed: true,
  isTargetActive: true,
  isTargetMissing: false,
  isTokenTooLarge: false,
  isForeignWrite: false,
  isNoAccessPage: false,
  isArrival: false,
  isOwnOrigin: true,
  ...change,
});

const outcome = (decision: Decision): string => {
  switch (decision.kind) {
    case 'pass':
      return `pass as ${decision.as}`;
    case 'deny':
    case 'explain':
      return `${decision.kind} ${decision.status} ${decision.reason}`;
    default:
      return decision.kind;
  }
};

describe('the table', () => {
  test.each<[string, Partial<RequestFacts>, string]>([
    ['a signed-in person passes', { verdict: 'signed-in' }, 'pass as session'],
    ['a stranger on a protected page signs in', {}, 'sign-in'],
    ['a stranger calling gets 401, not a redirect', { kind: 'call' }, 'deny 401 sign_in_required'],
    ['a stranger posting a form gets 401', { kind: 'submission' }, 'deny 401 sign_in_required'],
    ['a stranger on a mixed page passes', { posture: 'mixed' }, 'pass as stranger'],
    ['a stranger on a public page passes', { posture: 'public' }, 'pass as stranger'],
    ['first visit after signing in elsewhere', { verdict: 'handshake', hasActiveClient: true }, 'sync'],
    ['azp-less or foreign token', { verdict: 'signed-out', hasActiveClient: true }, 'sync'],
    ['the same on a mixed page', { posture: 'mixed', verdict: 'handshake', hasActiveClient: true }, 'sync'],
    [
      'the same on a public page, which stays static',
      { posture: 'public', verdict: 'handshake', hasActiveClient: true },
      'pass as stranger',
    ],
    [
      'the same in a call',
      { kind: 'call', verdict: 'handshake', hasActiveClient: true },
      'deny 401 session_sync_needed',
    ],
    [
      'the same in a Server Action',
      { kind: 'action', verdict: 'handshake', hasActiveClient: true },
      'deny 401 session_sync_needed',
    ],
    [
      'the same in a Server Action of a mixed app: the SDK runs one while signing in',
      { posture: 'mixed', kind: 'action', verdict: 'handshake', hasActiveClient: true },
      'pass as stranger',
    ],
    [
      'the same in a form post',
      { kind: 'submission', hasActiveClient: true },
      'explain 401 method_not_synced',
    ],
    [
      'the same at an address that is not ours',
      { hasActiveClient: true, isOwnOrigin: false },
      'explain 421 origin_not_registered',
    ],
    [
      'a session cookie without a live client is a stranger',
      { posture: 'mixed', verdict: 'handshake' },
      'pass as stranger',
    ],
    [
      'keys that do not load',
      { verdict: 'unverifiable', hasActiveClient: true },
      'explain 503 clerk_unavailable',
    ],
    [
      'keys that do not load, in a call',
      { kind: 'call', verdict: 'unverifiable', hasActiveClient: true },
      'deny 503 clerk_unavailable',
    ],
    [
      'keys of another instance',
      { verdict: 'keys-mismatch', hasActiveClient: true },
      'explain 503 keys_mismatch',
    ],
    [
      'a rejected bearer token',
      { carrier: 'header', kind: 'call', hasActiveClient: true },
      'deny 401 token_rejected',
    ],
    [
      'a bearer token is never synced',
      { carrier: 'header', kind: 'document', hasActiveClient: true },
      'deny 401 token_rejected',
    ],
    [
      'a bearer token that cannot be verified',
      { carrier: 'header', kind: 'call', verdict: 'unverifiable' },
      'deny 503 clerk_unavailable',
    ],
    [
      'a rejected bearer token on a mixed app is a stranger',
      { carrier: 'header', posture: 'mixed', kind: 'call' },
      'pass as stranger',
    ],
    ['a pending session finishes its tasks', { verdict: 'pending', hasActiveClient: true }, 'sign-in'],
    ['on the app where they are finished', { posture: 'mixed', verdict: 'pending' }, 'pass as session'],
    [
      'whoever comes back from there may have finished them',
      { verdict: 'pending', hasActiveClient: true, isArrival: true },
      'sync',
    ],
    [
      'the same on a mixed page',
      { posture: 'mixed', verdict: 'pending', hasActiveClient: true, isArrival: true },
      'sync',
    ],
    [
      'but while Clerk is down there is nothing fresh to be had',
      { posture: 'mixed', verdict: 'pending', hasActiveClient: true, isArrival: true, isClerkDown: true },
      'pass as session',
    ],
    [
      'an address of another organization than the active one',
      { verdict: 'signed-in', hasActiveClient: true, isTargetActive: false },
      'sync',
    ],
    [
      'the same in a call',
      { kind: 'call', verdict: 'signed-in', hasActiveClient: true, isTargetActive: false },
      'deny 401 session_sync_needed',
    ],
    [
      'an organization this person is no member of: the page says so',
      { verdict: 'signed-in', hasActiveClient: true, isTargetActive: false, isTargetMissing: true },
      'pass as session',
    ],
    [
      'a bearer token acts in the organization it names',
      { verdict: 'signed-in', carrier: 'header', hasActiveClient: true, isTargetActive: false },
      'pass as session',
    ],
    [
      'Clerk is down and the token has expired',
      { hasActiveClient: true, isClerkDown: true },
      'explain 503 clerk_unavailable',
    ],
    [
      'the same in a call: 503, not 401',
      { kind: 'call', hasActiveClient: true, isClerkDown: true },
      'deny 503 clerk_unavailable',
    ],
    [
      'the same on a page that anyone may read',
      { posture: 'mixed', hasActiveClient: true, isClerkDown: true },
      'pass as stranger',
    ],
    ['a stranger still is asked to sign in, on our own page', { isClerkDown: true }, 'sign-in'],
    ['a good token is good', { verdict: 'signed-in', isClerkDown: true }, 'pass as session'],
    [
      'a development instance is not redirected to a dead host',
      { verdict: 'sdk-redirect', isClerkDown: true },
      'explain 503 clerk_unavailable',
    ],
    ['within the grace', { verdict: 'graced', isClerkDown: true }, 'pass as session'],
    [
      'a write within the grace',
      { kind: 'submission', verdict: 'graced', isClerkDown: true, isGraceAllowed: false },
      'explain 503 outage_read_only',
    ],
    [
      'a Server Action within the grace',
      { kind: 'action', verdict: 'graced', isClerkDown: true, isGraceAllowed: false },
      'deny 503 outage_read_only',
    ],
    [
      'staff elsewhere, within the grace',
      { posture: 'staff', verdict: 'graced', isClerkDown: true, isInOrganization: false },
      'no-access',
    ],
    [
      'a token that the browser drops because of its size',
      { hasActiveClient: true, isTokenTooLarge: true },
      'explain 503 token_too_large',
    ],
    [
      'the same on a mixed page: its sign-in would lead back here',
      { posture: 'mixed', hasActiveClient: true, isTokenTooLarge: true },
      'explain 503 token_too_large',
    ],
    [
      'the same in a call',
      { kind: 'call', hasActiveClient: true, isTokenTooLarge: true },
      'deny 503 token_too_large',
    ],
    [
      'the same where only the other organization makes it too large',
      { verdict: 'signed-in', hasActiveClient: true, isTargetActive: false, isTokenTooLarge: true },
      'explain 503 token_too_large',
    ],
    [
      'a good token is good, whatever was found before',
      { verdict: 'signed-in', isTokenTooLarge: true },
      'pass as session',
    ],
    ['a stranger has no token', { isTokenTooLarge: true }, 'sign-in'],
    ['a development instance sets up its browser', { verdict: 'sdk-redirect' }, 'sdk-redirect'],
    [
      'a write sent by a page of a sibling',
      { kind: 'call', verdict: 'signed-in', isForeignWrite: true },
      'deny 403 cross_origin_request',
    ],
    [
      'a form sent by a page of a sibling',
      { kind: 'submission', verdict: 'signed-in', isForeignWrite: true },
      'explain 403 cross_origin_request',
    ],
    [
      'a declared caller writes with its own bearer token',
      { kind: 'call', carrier: 'header', verdict: 'signed-in', isForeignWrite: true },
      'pass as session',
    ],
    ['staff in the organization', { posture: 'staff', verdict: 'signed-in' }, 'pass as session'],
    ['staff elsewhere', { posture: 'staff', verdict: 'signed-in', isInOrganization: false }, 'no-access'],
    [
      'staff elsewhere, calling',
      { posture: 'staff', kind: 'call', verdict: 'signed-in', isInOrganization: false },
      'deny 403 organization_required',
    ],
    [
      'the page that says so',
      { posture: 'staff', verdict: 'signed-in', isInOrganization: false, isNoAccessPage: true },
      'pass as session',
    ],
    ['the page that says so, for a stranger', { posture: 'staff', isNoAccessPage: true }, 'sign-in'],
  ])('%s', (_name, change, expected) => {
    expect(outcome(decide(facts(change)))).toBe(expected);
  });
});

describe('over every combination of facts', () => {
  const verdicts: Verdict[] = [
    'signed-in',
    'graced',
    'pending',
    'signed-out',
    'handshake',
    'sdk-redirect',
    'unverifiable',
    'keys-mismatch',
  ];
  const booleans = [true, false];
  const SITUATIONS: Partial<RequestFacts>[] = [
    {},
    { isClerkDown: true },
    { isClerkDown: true, isGraceAllowed: false },
    { isTargetActive: false },
    { isTargetActive: false, isTargetMissing: true },
    { isTargetActive: false, isClerkDown: true },
    { isTokenTooLarge: true },
    { isArrival: true },
  ];
  const everything = (['public', 'mixed', 'protected', 'staff'] as const).flatMap((posture) =>
    (['document', 'submission', 'action', 'call'] as const).flatMap((kind) =>
      (['cookie', 'header'] as const).flatMap((carrier) =>
        verdicts.flatMap((verdict) =>
          booleans.flatMap((hasActiveClient) =>
            booleans.flatMap((isInOrganization) =>
              booleans.flatMap((isNoAccessPage) =>
                booleans.flatMap((isOwnOrigin) =>
                  booleans.flatMap((isForeignWrite) =>
                    SITUATIONS.map((situation) =>
                      facts({
                        ...situation,
                        posture,
                        kind,
                        carrier,
                        verdict,
                        hasActiveClient,
                        isInOrganization,
                        isNoAccessPage,
                        isOwnOrigin,
                        isForeignWrite,
                      }),
                    ),
                  ),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
  const which = (test: (fact: RequestFacts, decision: Decision) => boolean) =>
    everything.filter((fact) => test(fact, decide(fact)));

  test('a session is seen only by a good token, in an outage by one just expired, or where its tasks are finished', () => {
    expect(
      which(
        (f, d) =>
          d.kind === 'pass' &&
          d.as === 'session' &&
          f.verdict !== 'signed-in' &&
          f.verdict !== 'graced' &&
          !(f.verdict === 'pending' && f.posture === 'mixed'),
      ),
    ).toEqual([]);
  });
  test('while Clerk is down nobody is sent there', () => {
    expect(which((f, d) => f.isClerkDown && (d.kind === 'sync' || d.kind === 'sdk-redirect'))).toEqual([]);
  });
  test('once a token was found too large, nobody is synced', () => {
    expect(which((f, d) => f.isTokenTooLarge && d.kind === 'sync')).toEqual([]);
  });
  test('what only may be read in an outage is not written', () => {
    expect(
      which(
        (f, d) => f.verdict === 'graced' && !f.isGraceAllowed && f.posture !== 'public' && d.kind === 'pass',
      ),
    ).toEqual([]);
  });
  test('a protected app never lets a stranger pass', () => {
    expect(
      which(
        (f, d) =>
          d.kind === 'pass' && d.as === 'stranger' && (f.posture === 'protected' || f.posture === 'staff'),
      ),
    ).toEqual([]);
  });
  test('with a session cookie, no page of another origin writes', () => {
    expect(
      which((f, d) => d.kind === 'pass' && d.as === 'session' && f.isForeignWrite && f.carrier === 'cookie'),
    ).toEqual([]);
  });
  test('a call is never answered with a redirect or a page', () => {
    expect(
      which((f, d) => (f.kind === 'call' || f.kind === 'action') && d.kind !== 'pass' && d.kind !== 'deny'),
    ).toEqual([]);
  });
  test('a public app is never stopped, synced or redirected, but for writes from elsewhere', () => {
    expect(which((f, d) => f.posture === 'public' && d.kind !== 'pass' && !f.isForeignWrite)).toEqual([]);
  });
  test('sync happens only where the browser can mint a token: a cookie document on an own origin with a live client', () => {
    expect(
      which(
        (f, d) =>
          d.kind === 'sync' &&
          !(f.kind === 'document' && f.carrier === 'cookie' && f.isOwnOrigin && f.hasActiveClient),
      ),
    ).toEqual([]);
  });
  test('a live session is never sent to sign in, unless it has tasks to finish', () => {
    expect(which((f, d) => d.kind === 'sign-in' && f.hasActiveClient && f.verdict !== 'pending')).toEqual([]);
  });
});
