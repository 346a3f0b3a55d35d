import { describe, expect, test } from 'vitest';
import { acme } from '../registry/acme.fixture.ts';
import { buildPublishableKey, resolveBrowserSettings } from './browser-settings.ts';

const local = { kind: 'local', port: 3000 } as const;
const production = { kind: 'production' } as const;
const LIVE = 'pk_live_Y2xlcmsuYWNtZS5leGFtcGxlJA';

describe('which Clerk a build uses', () => {
  test('the publishable key of the local Clerk is the one that Clerk would make for that host', () => {
    expect(buildPublishableKey('clerk.acme.localhost:3000')).toBe(
      'pk_live_Y2xlcmsuYWNtZS5sb2NhbGhvc3Q6MzAwMCQ',
    );
  });

  test('without keys in the local environment: the local Clerk', () => {
    expect(resolveBrowserSettings({ env: {}, environment: local, config: acme })).toMatchObject({
      NEXT_PUBLIC_CLERK_PROXY_URL: 'http://clerk.acme.localhost:3000',
    });
  });

  test('with keys: real Clerk, and no setting of the local one', () => {
    const env = { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: LIVE, CLERK_SECRET_KEY: 'sk' };
    expect(resolveBrowserSettings({ env, environment: local, config: acme })).toEqual({
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: LIVE,
    });
  });

  test.each([
    {
      name: 'no key in production',
      env: {},
      code: 'missing_clerk_keys',
      names: 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
    },
    {
      name: 'half the keys',
      env: { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: LIVE },
      code: 'missing_clerk_keys',
      names: 'CLERK_SECRET_KEY',
    },
    {
      name: 'development keys in production',
      env: {
        NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_Y2xlcmsuYWNtZS5leGFtcGxlJA',
        CLERK_SECRET_KEY: 'sk',
      },
      code: 'test_keys_in_production',
      names: 'pk_test_',
    },
  ])('$name does not build', ({ env, code, names }) => {
    const build = () => resolveBrowserSettings({ env, environment: production, config: acme });
    expect(build).toThrow(expect.objectContaining({ code, message: expect.stringContaining(names) }));
  });
});
