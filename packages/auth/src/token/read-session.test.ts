import type { JwtPayload } from '@clerk/shared/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSession } from './read-session.ts';

const base = {
  sub: 'user_1',
  sid: 'sess_1',
  iss: 'https://clerk.acme.example',
  iat: 0,
  nbf: 0,
  exp: 60,
  __raw: '',
};
// Tokens come from outside: the type promises more than a test of odd ones may.
const claims = (more: object) => ({ ...base, ...more }) as unknown as JwtPayload;

describe('the session of a token', () => {
  test('version 1 and version 2 of the same session give the same result', () => {
    const v1 = readSession(
      claims({
        org_id: 'org_1',
        org_slug: 'acme',
        org_role: 'org:admin',
        org_permissions: ['org:tickets:read', 'org:tickets:manage'],
        sts: 'active',
        fva: [3, -1],
      }),
    );
    const v2 = readSession(
      claims({
        v: 2,
        o: { id: 'org_1', slg: 'acme', rol: 'admin', per: 'read,manage', fpm: '3' },
        fea: 'o:tickets',
        sts: 'active',
        fva: [3, -1],
      }),
    );
    const { claims: _v1, features: _none, ...first } = v1 ?? {};
    const { claims: _v2, features, ...second } = v2 ?? {};
    expect(second).toEqual(first);
    expect(first).toMatchObject({
      userId: 'user_1',
      sessionId: 'sess_1',
      sessionStatus: 'active',
      orgId: 'org_1',
      orgSlug: 'acme',
      orgRole: 'org:admin',
      orgPermissions: ['org:tickets:read', 'org:tickets:manage'],
      factorVerificationAge: [3, -1],
      actor: null,
    });
    expect(features).toEqual({ user: [], organization: ['tickets'] });
  });

  test('plans and features are separated by owner', () => {
    const session = readSession(
      claims({ v: 2, pla: 'u:scholar,o:team', fea: 'u:courses,uo:export,o:audit_log' }),
    );
    expect(session?.plans).toEqual({ user: ['scholar'], organization: ['team'] });
    expect(session?.features).toEqual({ user: ['courses', 'export'], organization: ['export', 'audit_log'] });
  });

  test('the personal account has no organization', () => {
    expect(readSession(claims({ v: 2 }))).toMatchObject({
      orgId: null,
      orgSlug: null,
      orgRole: null,
      orgPermissions: [],
    });
  });

  test.each([
    {
      name: 'from the dashboard',
      act: { iss: 'https://dashboard.clerk.com', sid: 'sess_support', sub: 'user_support' },
      actor: { userId: 'user_support', issuer: 'https://dashboard.clerk.com', sessionId: 'sess_support' },
    },
    {
      name: 'with the name alone',
      act: { sub: 'user_support' },
      actor: { userId: 'user_support', issuer: null, sessionId: null },
    },
    {
      name: 'with values of another type',
      act: { sub: 'user_support', iss: 1, sid: [] },
      actor: { userId: 'user_support', issuer: null, sessionId: null },
    },
    { name: 'without a name: nobody', act: { sid: 'sess_support' }, actor: null },
    { name: 'with a number for a name: nobody', act: { sub: 7 }, actor: null },
  ])('an impersonator, $name', ({ act, actor }) => {
    // Whatever a template of a team's own writes.
    const given = { act } as unknown as Partial<JwtPayload>;
    expect(readSession(claims({ v: 2, ...given }))?.actor).toEqual(actor);
  });

  test('custom claims are kept as they came', () => {
    expect(readSession(claims({ v: 2, locale: 'de' }))?.claims).toMatchObject({ locale: 'de' });
  });
});

describe('malformed claims give no rights', () => {
  test.each([
    ['no user', { sub: undefined }],
    ['no session', { sid: undefined }],
    ['a user id that is a number', { sub: 7 }],
  ])('%s: no session', (_name, more) => {
    expect(readSession(claims(more))).toBeNull();
  });

  test.each([
    ['features without their scope', { v: 2, fea: 'tickets', o: { id: 'org_1', per: 'read', fpm: '1' } }],
    ['features that are a list', { v: 2, fea: ['o:tickets'] }],
    ['an organization that is text', { v: 2, o: 'org_1' }],
    ['permissions that are text', { org_id: 'org_1', org_permissions: 'org:tickets:read' }],
    ['permissions that are numbers', { org_id: 'org_1', org_permissions: [1, null] }],
    ['factor ages that are text', { v: 2, fva: 'now' }],
    ['an actor that is text', { v: 2, act: 'user_2' }],
    ['an unknown status', { v: 2, sts: 'odd' }],
  ])('%s', (_name, more) => {
    const session = readSession(claims(more));
    expect(session).toMatchObject({ userId: 'user_1', orgPermissions: [], actor: null });
    expect(session?.factorVerificationAge).toBeNull();
  });

  test('any value from a template is read without an error', () => {
    const anything = fc.record(
      {
        v: fc.constantFrom(1, 2, '2', null),
        o: fc.anything(),
        fea: fc.anything(),
        pla: fc.anything(),
        fva: fc.anything(),
        act: fc.anything(),
        sts: fc.anything(),
        org_permissions: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anything, (more) => {
        expect(readSession(claims(more))?.userId).toBe('user_1');
      }),
    );
  });
});
