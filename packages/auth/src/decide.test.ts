import { describe, expect, test } from 'vitest';
import { type Decision, decide, type RequestFacts, type Verdict } from './decide.ts';

const facts = (change: Partial<RequestFacts>): RequestFacts => ({
  posture: 'protected',
  kind: 'document',
  carrier: 'cookie',
  verdict: 'signed-out',
  hasActiveClient: false,
  isInOrganization: true,
  isForeignWrite: false,
  isNoAccessPage: false,
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
    'pending',
    'signed-out',
    'handshake',
    'sdk-redirect',
    'unverifiable',
    'keys-mismatch',
  ];
  const booleans = [true, false];
  const everything = (['public', 'mixed', 'protected', 'staff'] as const).flatMap((posture) =>
    (['document', 'submission', 'action', 'call'] as const).flatMap((kind) =>
      (['cookie', 'header'] as const).flatMap((carrier) =>
        verdicts.flatMap((verdict) =>
          booleans.flatMap((hasActiveClient) =>
            booleans.flatMap((isInOrganization) =>
              booleans.flatMap((isNoAccessPage) =>
                booleans.flatMap((isOwnOrigin) =>
                  booleans.map((isForeignWrite) =>
                    facts({
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
  );
  const which = (test: (fact: RequestFacts, decision: Decision) => boolean) =>
    everything.filter((fact) => test(fact, decide(fact)));

  test('only a signed-in verdict lets an app see a session', () => {
    expect(which((f, d) => d.kind === 'pass' && d.as === 'session' && f.verdict !== 'signed-in')).toEqual([]);
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
