import type { JwtPayload } from '@clerk/shared/types';
import { describe, expect, test } from 'vitest';
import { readSession, type SignedIn } from '../token/read-session.ts';
import { checkRequirement, type Refusal, type Requirement } from './requirement.ts';

function session(more: object = {}): SignedIn {
  const payload = {
    sub: 'user_1',
    sid: 'sess_1',
    v: 2,
    sts: 'active',
    fva: [5, -1],
    o: { id: 'org_1', slg: 'acme', rol: 'billing_manager', per: 'read,manage', fpm: '1,2' },
    fea: 'o:tickets,o:billing,u:courses',
    pla: 'o:team,u:scholar',
    ...more,
  };
  // Only the claims that readSession reads.
  const found = readSession(payload as unknown as JwtPayload);
  if (!found) throw new Error('The claims name no user.');
  return found;
}

describe('one requirement at a time', () => {
  test.each<[string, Requirement, Refusal | null]>([
    ['only a signed-in user', {}, null],
    ['any organization', { organization: 'any' }, null],
    ['this organization, by slug', { organization: { slug: 'acme' } }, null],
    ['this organization, by id', { organization: { id: 'org_1' } }, null],
    ['another organization', { organization: { slug: 'globex' } }, 'organization_required'],
    ['a slug in place of an id', { organization: { id: 'acme' } }, 'organization_required'],
    ['the role', { role: 'org:billing_manager' }, null],
    ['the role in the short form that Clerk accepts as well', { role: 'billing_manager' }, null],
    ['another role', { role: 'org:admin' }, 'role_required'],
    ['one of two roles', { role: ['org:admin', 'org:billing_manager'] }, null],
    ['no role at all: a list that was filtered empty', { role: [] }, 'role_required'],
    ['a permission', { permission: 'org:tickets:read' }, null],
    ['a permission of another verb', { permission: 'org:tickets:manage' }, 'permission_required'],
    ['two permissions', { permission: ['org:tickets:read', 'org:billing:manage'] }, null],
    [
      'one permission too many',
      { permission: ['org:tickets:read', 'org:billing:read'] },
      'permission_required',
    ],
    ['no permission at all', { permission: [] }, 'permission_required'],
    [
      'a system permission, which no token carries',
      { permission: 'org:sys_profile:manage' },
      'permission_required',
    ],
    ['a plan of user or organization', { plan: 'team' }, null],
    ['a plan of the organization', { plan: 'org:team' }, null],
    ['that plan, of the user', { plan: 'user:team' }, 'plan_required'],
    ['a plan that the session does not have', { plan: 'enterprise' }, 'plan_required'],
    ['an empty plan', { plan: '' }, 'plan_required'],
    ['a feature', { feature: 'user:courses' }, null],
    ['that feature, of the organization', { feature: 'org:courses' }, 'feature_required'],
    ['an unknown owner of a feature', { feature: 'team:courses' }, 'feature_required'],
    ['a factor verified within ten minutes', { verification: 'strict' }, null],
    ['both factors, where only one is enrolled', { verification: 'strict_mfa' }, null],
    [
      'a factor verified within five minutes',
      { verification: { level: 'first_factor', afterMinutes: 5 } },
      'verification_required',
    ],
    [
      'a factor verified within six minutes',
      { verification: { level: 'first_factor', afterMinutes: 6 } },
      null,
    ],
  ])('%s', (_name, requirement, expected) => {
    expect(checkRequirement(session(), requirement)).toBe(expected);
  });
});

describe('the session itself', () => {
  test.each<[string, object, Requirement, Refusal | null]>([
    ['unfinished tasks', { sts: 'pending' }, {}, 'session_pending'],
    ['unfinished tasks, allowed', { sts: 'pending' }, { pending: 'allow' }, null],
    ['the personal account has no role', { o: undefined }, { role: 'org:admin' }, 'role_required'],
    [
      'the personal account is no organization',
      { o: undefined },
      { organization: 'any' },
      'organization_required',
    ],
    ['impersonation is allowed unless forbidden', { act: { sub: 'user_2' } }, {}, null],
    [
      'impersonation, forbidden',
      { act: { sub: 'user_2' } },
      { impersonation: 'forbid' },
      'impersonation_forbidden',
    ],
    ['no impersonation where it is forbidden', {}, { impersonation: 'forbid' }, null],
    [
      'no factor verification in the token',
      { fva: undefined },
      { verification: 'lax' },
      'verification_required',
    ],
    ['no factor enrolled', { fva: [-1, -1] }, { verification: 'lax' }, 'verification_required'],
    ['second factor stale', { fva: [1, 20] }, { verification: 'strict' }, 'verification_required'],
    [
      'verified exactly ten minutes ago',
      { fva: [10, -1] },
      { verification: 'strict' },
      'verification_required',
    ],
    ['verified nine minutes ago', { fva: [9, -1] }, { verification: 'strict' }, null],
  ])('%s', (_name, claims, requirement, expected) => {
    expect(checkRequirement(session(claims), requirement)).toBe(expected);
  });
});

test('the reasons have an order, with the fresh verification last', () => {
  const refused = session({
    sts: 'pending',
    o: undefined,
    fea: '',
    pla: '',
    fva: [99, -1],
    act: { sub: 'user_2' },
  });
  const all: Requirement = {
    organization: 'any',
    role: 'org:admin',
    permission: 'org:tickets:read',
    plan: 'team',
    feature: 'export',
    impersonation: 'forbid',
    verification: 'strict',
  };
  const order: (Refusal | null)[] = [];
  const drop: (keyof Requirement)[] = [
    'organization',
    'role',
    'permission',
    'plan',
    'feature',
    'impersonation',
    'verification',
  ];
  let asked: Requirement = all;
  order.push(checkRequirement(refused, asked));
  asked = { ...asked, pending: 'allow' };
  for (const name of drop) {
    order.push(checkRequirement(refused, asked));
    const { [name]: _dropped, ...rest } = asked;
    asked = rest;
  }
  order.push(checkRequirement(refused, asked));
  expect(order).toEqual([
    'session_pending',
    'organization_required',
    'role_required',
    'permission_required',
    'plan_required',
    'feature_required',
    'impersonation_forbidden',
    'verification_required',
    null,
  ]);
});
