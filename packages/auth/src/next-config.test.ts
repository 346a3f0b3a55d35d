import type { NextConfig } from 'next';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { buildAppPolicy } from './environment/app-policy.ts';
import { readTopology } from './environment/build-env.ts';
import { readRegistry } from './environment/built-registry.ts';
import { withSso } from './next-config.ts';
import { createAuthProxy } from './proxy.ts';
import { acme } from './registry/acme.fixture.ts';
import { defineSso } from './registry/define-sso.ts';

afterEach(() => vi.unstubAllEnvs());

const PRODUCTION = {
  VERCEL: '1',
  VERCEL_ENV: 'production',
  VERCEL_PROJECT_PRODUCTION_URL: 'platform.acme.example',
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa('clerk.acme.example$')}`,
  CLERK_SECRET_KEY: 'sk_live_only_for_unit_tests',
  CLERK_API_URL: '',
};

test.each([
  { name: 'a local build', env: {}, typescript: undefined },
  {
    name: 'a local build after a type check',
    env: { SSO_TYPES_CHECKED: '1' },
    typescript: { ignoreBuildErrors: true },
  },
  { name: 'a deployment', env: { ...PRODUCTION, SSO_TYPES_CHECKED: '1' }, typescript: undefined },
])('$name: types are checked unless they have been', ({ env, typescript }) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  expect(withSso(acme, 'platform').typescript).toEqual(typescript);
});

test('the setting of an app wins', () => {
  vi.stubEnv('SSO_TYPES_CHECKED', '1');
  const config = { typescript: { ignoreBuildErrors: false } };
  expect(withSso(acme, 'platform', config).typescript).toEqual(config.typescript);
});

test('the pages of recovery get what the team added for the pages of the app, and the base path', () => {
  const additions = {
    'frame-ancestors': ["'self'", 'https://intranet.example'],
    'form-action': ['https://pay.example'],
  };
  const { env } = withSso(acme, 'docs', { basePath: '/help' }, { contentSecurityPolicy: additions });
  expect(env).toMatchObject({
    NEXT_PUBLIC_SSO_FRAME_ANCESTORS: "'self' https://intranet.example",
    NEXT_PUBLIC_SSO_BASE_PATH: '/help',
  });
  expect(env?.NEXT_PUBLIC_SSO_FORM_TARGETS?.split(' ')).toEqual(
    expect.arrayContaining(['http://account.acme.localhost:3000', 'https://pay.example']),
  );
  expect(withSso(acme, 'docs').env).toMatchObject({
    NEXT_PUBLIC_SSO_FRAME_ANCESTORS: '',
    NEXT_PUBLIC_SSO_BASE_PATH: '',
  });
});

test.each([
  ['a protected app', 'platform', {}, [{ pathname: '**' }]],
  [
    'a protected app with patterns',
    'platform',
    { images: { localPatterns: [{ pathname: '/img/**', search: '' }] } },
    [{ pathname: '/img/**' }],
  ],
  ['a mixed app', 'academy', {}, undefined],
  ['a public app', 'docs', {}, undefined],
] as const)('%s: Next allows the proof of an image, and no further path', (_name, app, config, patterns) => {
  expect(withSso(acme, app, structuredClone(config) as NextConfig).images?.localPatterns).toEqual(patterns);
});

test('a config that is a function stays one, with the arguments that Next gives it', async () => {
  const config = withSso(acme, 'docs', (phase, { defaultConfig }) => ({
    ...defaultConfig,
    basePath: `/${phase}`,
  }));
  if (typeof config !== 'function') throw new Error('It is an object.');
  const { basePath, env } = await config('phase', { defaultConfig: { distDir: 'out' } });
  expect([basePath, env?.NEXT_PUBLIC_SSO_BASE_PATH]).toEqual(['/phase', '/phase']);
});

describe('the registry in the build', () => {
  test('is the one that withSso() got: a proxy of another registry has other parties', async () => {
    const shop = defineSso({
      rootDomain: 'shop.example',
      localRootDomain: 'shop.localhost',
      primary: 'login',
      apps: { login: { posture: 'mixed', vercelProject: 'login', callers: [] } },
    });
    for (const [name, value] of Object.entries(withSso(shop, 'login').env ?? {})) vi.stubEnv(name, value);
    expect(readRegistry()).toEqual(shop);
    const { parties } = buildAppPolicy(readRegistry(), readTopology().self);
    expect(parties.cookie).toEqual(['http://login.shop.localhost:3000']);
  });

  test('is missing where next.config.ts is not wrapped', () => {
    vi.stubEnv('SSO_REGISTRY', '');
    expect(() => createAuthProxy()).toThrow(expect.objectContaining({ code: 'missing_env' }));
  });
});
