import { describe, expect, test } from 'vitest';
import { acme } from './acme.fixture.ts';
import { SsoTestError, type SsoTestErrorCode } from './errors.ts';
import { resolveTarget, type Variables } from './target.ts';

const KEYS = { CLERK_PUBLISHABLE_KEY: 'pk_test_eA', CLERK_SECRET_KEY: 'sk_test_x' };
const LOCAL = {
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_live_eA',
  CLERK_SECRET_KEY: 'sk_live_x',
  CLERK_API_URL: 'http://127.0.0.1:4001',
  SSO_LOCAL_PORT: '4000',
};

describe('three targets, by variables alone', () => {
  test('the local Clerk', () => {
    const { origins, clerk } = resolveTarget(acme, LOCAL);
    expect(origins).toEqual({
      account: 'http://account.acme.localhost:4000',
      'web-shop': 'http://shop.acme.localhost:4000',
      docs: 'http://docs.acme.localhost:4000',
      handbook: 'http://handbook.acme.localhost:4000',
      api: 'http://api.acme.localhost:4000',
    });
    expect(clerk).toEqual({
      kind: 'local',
      publishableKey: 'pk_live_eA',
      secretKey: 'sk_live_x',
      apiUrl: 'http://127.0.0.1:4001',
    });
  });

  test('a development instance, with the apps on this machine', () => {
    const { origins, clerk } = resolveTarget(acme, { ...KEYS, SSO_LOCAL_PORT: '3000' });
    expect(origins.docs).toBe('http://docs.acme.localhost:3000');
    expect(clerk).toMatchObject({ kind: 'hosted', apiUrl: undefined });
  });

  test('a deployment below one domain, and one app elsewhere', () => {
    const { origins, bypassSecret } = resolveTarget(acme, {
      ...KEYS,
      SSO_E2E_BASE_DOMAIN: 'preview.acme.dev',
      SSO_E2E_URL_WEB_SHOP: 'https://shop-git-x.vercel.app/',
      VERCEL_AUTOMATION_BYPASS_SECRET: 'secret',
    });
    expect([origins['web-shop'], origins.docs, bypassSecret]).toEqual([
      'https://shop-git-x.vercel.app',
      'https://docs.preview.acme.dev',
      'secret',
    ]);
  });
});

test.each<{ name: string; variables: Variables; code: SsoTestErrorCode; says: string }>([
  { name: 'no address', variables: KEYS, code: 'missing_variable', says: 'SSO_E2E_URL_ACCOUNT' },
  {
    name: 'a port that is none',
    variables: { ...KEYS, SSO_LOCAL_PORT: 'x' },
    code: 'invalid_variable',
    says: ':x',
  },
  {
    name: 'an address with a path',
    variables: { ...LOCAL, SSO_E2E_URL_API: 'https://x.test/v1' },
    code: 'invalid_variable',
    says: 'SSO_E2E_URL_API',
  },
  {
    name: 'no publishable key',
    variables: { SSO_LOCAL_PORT: '1' },
    code: 'missing_variable',
    says: 'PUBLISHABLE',
  },
  {
    name: 'no secret key',
    variables: { SSO_LOCAL_PORT: '1', CLERK_PUBLISHABLE_KEY: 'pk_test_eA' },
    code: 'missing_variable',
    says: 'CLERK_SECRET_KEY',
  },
  {
    name: 'a live key',
    variables: { ...LOCAL, CLERK_API_URL: undefined },
    code: 'live_key',
    says: 'SSO_E2E_ALLOW_LIVE',
  },
  {
    name: 'a live key and a Backend API elsewhere',
    variables: { ...LOCAL, CLERK_API_URL: 'https://127.0.0.1.evil.test' },
    code: 'live_key',
    says: 'production',
  },
])('$name is refused with $code', ({ variables, code, says }) => {
  const resolve = () => resolveTarget(acme, variables);
  expect(resolve).toThrow(SsoTestError);
  expect(resolve).toThrow(expect.objectContaining({ code, message: expect.stringContaining(says) }));
  expect(resolve).toThrow(expect.objectContaining({ message: expect.not.stringContaining('sk_live_x') }));
});

test('a live key is used where it is allowed', () => {
  const variables = { ...LOCAL, CLERK_API_URL: '', SSO_E2E_ALLOW_LIVE: '1' };
  expect(resolveTarget(acme, variables).clerk.kind).toBe('hosted');
});
