import { describe, expect, test } from 'vitest';
import { signInUrlFor } from './app-pages.ts';
import { defineSso, type SsoConfig } from './define-sso.ts';
import { resolveTopology } from './topology.ts';

const configOf = (
  change: Partial<Pick<SsoConfig, 'signInUrl' | 'signUpUrl' | 'clockSkewInMs'>> = {},
  noAccessPath?: string,
) =>
  defineSso({
    rootDomain: 'acme.example',
    localRootDomain: 'acme.localhost',
    primary: 'account',
    apps: {
      account: { posture: 'mixed', vercelProject: 'a', callers: [] },
      shop: { posture: 'protected', vercelProject: 's', callers: [], ...(noAccessPath && { noAccessPath }) },
    },
    ...change,
  });

const topologyOf = (config: ReturnType<typeof configOf>) =>
  resolveTopology({ config, self: 'shop', environment: { kind: 'production' } });

describe('where the pages of the package are', () => {
  test('by default', () => {
    expect(topologyOf(configOf())).toMatchObject({
      signInUrl: 'https://account.acme.example/sign-in',
      signUpUrl: 'https://account.acme.example/sign-up',
      noAccessPath: '/no-access',
    });
  });

  test('where the team has them', () => {
    const config = configOf(
      { signInUrl: '/login', signUpUrl: 'https://accounts.acme.example/join?a=1' },
      '/de/kein-zugang',
    );
    expect(topologyOf(config)).toMatchObject({
      signInUrl: 'https://account.acme.example/login',
      signUpUrl: 'https://accounts.acme.example/join?a=1',
      noAccessPath: '/de/kein-zugang',
    });
  });

  test.each<[string, Parameters<typeof configOf>]>([
    ['invalid_path', [{ signInUrl: 'login' }]],
    ['invalid_path', [{ signInUrl: 'http://accounts.acme.example/' }]],
    ['invalid_path', [{ signUpUrl: 'javascript:alert(1)' }]],
    ['invalid_path', [{}, '//evil.test']],
    ['invalid_number', [{ clockSkewInMs: 172_800_000 }]],
    ['invalid_number', [{ clockSkewInMs: -1 }]],
    ['invalid_number', [{ clockSkewInMs: Number.NaN }]],
  ])('%s: %j is refused at start', (code, input) => {
    expect(() => configOf(...input)).toThrow(`code=${code}`);
  });
});

describe('the sign-in page', () => {
  const way = { returnUrl: 'https://shop.acme.example/a?b=1', isSessionEnded: false };

  test.each([
    ['https://account.acme.example/login', 'https://account.acme.example/login?redirect_url='],
    ['https://accounts.acme.example/?app=1', 'https://accounts.acme.example/?app=1&redirect_url='],
  ])('%s gets the way back', (signInUrl, expected) => {
    expect(signInUrlFor({ signInUrl }, way)).toBe(`${expected}${encodeURIComponent(way.returnUrl)}`);
  });

  test('is absent where the primary app has no deployment', () => {
    expect(signInUrlFor({ signInUrl: null }, way)).toBeUndefined();
  });
});
