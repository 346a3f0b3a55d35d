import { afterEach, describe, expect, test, vi } from 'vitest';
import { addressTarget } from '../client/active-organization.ts';
import { defineSso } from './define-sso.ts';
import { isActiveTarget, organizationTarget, targetExpressions, targetKey } from './organization-target.ts';

const OPTIONS = {
  organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'],
  personalAccountPatterns: ['/personal', '/personal/(.*)'],
};

test.each([
  ['/orgs/acme', { kind: 'slug', value: 'acme' }],
  ['/orgs/acme/settings/members', { kind: 'slug', value: 'acme' }],
  ['/orgs/Acme', { kind: 'slug', value: 'Acme' }],
  ['/orgs/%2e%2e', { kind: 'slug', value: '%2e%2e' }],
  ['/personal', { kind: 'personal' }],
  ['/personal/settings', { kind: 'personal' }],
  ['/personally', null],
  ['/orgs', null],
  ['/', null],
] as const)('%s', (path, expected) => {
  expect(organizationTarget(path, OPTIONS)).toEqual(expected);
  // The browser finds the same without the library.
  expect(addressTarget(targetExpressions(OPTIONS), path)).toEqual(expected);
});

test('an id in the path is found as an id', () => {
  expect(organizationTarget('/o/org_1', { organizationPatterns: ['/o/:id'] })).toEqual({
    kind: 'id',
    value: 'org_1',
  });
});

test('without patterns no path names an organization', () => {
  expect(organizationTarget('/orgs/acme')).toBeNull();
  expect(targetExpressions()).toEqual([]);
});

test.each([
  [null, { orgId: 'org_1', orgSlug: 'acme' }, true],
  [{ kind: 'slug', value: 'acme' }, { orgId: 'org_1', orgSlug: 'acme' }, true],
  [{ kind: 'slug', value: 'acme' }, { orgId: 'org_1', orgSlug: 'globex' }, false],
  [{ kind: 'slug', value: 'Acme' }, { orgId: 'org_1', orgSlug: 'acme' }, false],
  [{ kind: 'id', value: 'org_1' }, { orgId: 'org_1', orgSlug: null }, true],
  [{ kind: 'id', value: 'acme' }, { orgId: 'org_1', orgSlug: 'acme' }, false],
  [{ kind: 'personal' }, { orgId: null, orgSlug: null }, true],
  [{ kind: 'personal' }, { orgId: 'org_1', orgSlug: 'acme' }, false],
] as const)('%o with %o active: %s', (target, active, expected) => {
  expect(isActiveTarget(target, active)).toBe(expected);
});

test('a target has a key that is safe in a cookie', () => {
  expect(targetKey({ kind: 'slug', value: 'a;b=c d' })).toBe('slug:a%3Bb%3Dc%20d');
});

test.each([
  ['no :slug and no :id', { organizationPatterns: ['/orgs/(.*)'] }],
  ['a pattern that cannot be parsed', { organizationPatterns: ['/orgs/:slug('] }],
  ['a personal pattern that cannot be parsed', { personalAccountPatterns: ['/me/('] }],
])('%s is refused by defineSso', (_name, organizationSyncOptions) => {
  const define = () =>
    defineSso({
      rootDomain: 'acme.example',
      localRootDomain: 'acme.localhost',
      primary: 'account',
      apps: {
        account: { posture: 'mixed', vercelProject: 'a', callers: [], organizationSyncOptions },
      },
    });
  expect(define).toThrow(expect.objectContaining({ code: 'invalid_organization_pattern' }));
});

const withBasePath = targetExpressions({
  organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'],
  personalAccountPatterns: ['/personal'],
});
const ACME_TARGET = { kind: 'slug', value: 'acme' };

afterEach(() => vi.unstubAllEnvs());

describe('in the browser, the organization of an address', () => {
  test.each([
    ['', '/orgs/acme/x', ACME_TARGET],
    ['', '/app/orgs/acme', null],
    ['/app', '/app/orgs/acme', ACME_TARGET],
    ['/app', '/app/orgs/acme/x', ACME_TARGET],
    ['/app', '/app/personal', { kind: 'personal' }],
    ['/app', '/app', null],
    ['/app', '/application/orgs/acme', null],
    ['/a/b', '/a/b/orgs/acme', ACME_TARGET],
  ])('with the base path "%s", of %s', (basePath, pathname, target) => {
    vi.stubEnv('NEXT_PUBLIC_SSO_BASE_PATH', basePath);
    expect(addressTarget(withBasePath, pathname)).toEqual(target);
  });
});
