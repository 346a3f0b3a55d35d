import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REQUEST_KINDS } from '../request/request-kind.ts';
import type { AuthContext } from './auth-context.ts';
import { decide } from './decide.ts';
import { SESSION_STATES } from './run-clerk-sdk.ts';
import { NOBODY, POSTURES } from './what-happens.ts';

/** The two laws, over contexts of any kind: also such as no request has today. */

const context: fc.Arbitrary<AuthContext> = fc
  .record({
    posture: fc.constantFrom(...POSTURES),
    kind: fc.constantFrom(...REQUEST_KINDS),
    carrier: fc.constantFrom('cookie' as const, 'header' as const),
    sessionState: fc.constantFrom(...SESSION_STATES),
    isClerkDown: fc.boolean(),
    isGraceAllowed: fc.boolean(),
    hasActiveClient: fc.boolean(),
    isClientStale: fc.boolean(),
    isInOrganization: fc.boolean(),
    isTargetActive: fc.boolean(),
    isTargetMissing: fc.boolean(),
    isTokenTooLarge: fc.boolean(),
    isNoAccessPage: fc.boolean(),
    isWrite: fc.boolean(),
    isForeignWrite: fc.boolean(),
    isOwnForm: fc.boolean(),
    isArrival: fc.boolean(),
    isOwnOrigin: fc.boolean(),
    crossSiteForm: fc.constantFrom(null, 'first' as const, 'again' as const, 'unresolved' as const),
    claims: fc.constantFrom(null, { iss: 'x', azp: null, sid: null }, { iss: 'x', azp: 'y', sid: 'sess_1' }),
  })
  .map((change) => ({ ...NOBODY, ...change }))
  // A form always writes; only a write is foreign; only a foreign form is sent once more.
  .filter(({ kind, isWrite }) => (kind !== 'submission' && kind !== 'action') || isWrite)
  .filter(({ isForeignWrite, isWrite, isOwnForm }) => !isForeignWrite || (isWrite && !isOwnForm))
  .filter(({ crossSiteForm, kind, isForeignWrite }) =>
    crossSiteForm === null ? true : kind === 'submission' && isForeignWrite,
  );

const every = (holds: (context: AuthContext, kind: string) => void) =>
  fc.assert(
    fc.property(context, (each) => holds(each, decide(each).kind)),
    { numRuns: 3_000 },
  );

describe('a user who is signed in is never silently taken for nobody on a write', () => {
  test('with a cookie, whatever the Authorization header holds', () => {
    every((each, kind) => {
      if (each.isWrite && each.hasActiveClient) expect(kind).not.toBe('pass-anonymously');
    });
  });

  test('with a session token in a header', () => {
    every((each, kind) => {
      const isUser = each.carrier === 'header' && each.claims?.sid != null;
      if (each.isWrite && isUser) expect(kind).not.toBe('pass-anonymously');
    });
  });

  test('and no page of another origin acts for them', () => {
    every((each, kind) => {
      if (each.isForeignWrite && each.carrier === 'cookie') expect(kind).not.toBe('pass');
    });
  });
});

describe('nothing that was typed or uploaded is lost by a recovery', () => {
  test('a form is received, sent again, or kept on a page; it is never redirected, and never gets JSON', () => {
    every((each, kind) => {
      if (each.kind !== 'submission' || each.carrier !== 'cookie') return;
      expect(['pass', 'pass-anonymously', 'sync', 'resend', 'confirm', 'explain']).toContain(kind);
    });
  });

  test('a Server Action or a fetch gets an answer that it can be repeated after, never a redirect that loses its body', () => {
    every((each, kind) => {
      if (each.kind !== 'action' && each.kind !== 'call') return;
      expect(['pass', 'pass-anonymously', 'deny']).toContain(kind);
    });
  });

  test('only a form that a page of this app certainly sent is sent with a fresh token', () => {
    every((each, kind) => {
      if (each.kind === 'submission' && kind === 'sync') expect(each.isOwnForm).toBe(true);
    });
  });
});
