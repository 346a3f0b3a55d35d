import { describe, expect, test } from 'vitest';
import { buildAppEnvironment } from './app-environment.ts';

const clerk = {
  secretKey: 'sk_live_local',
  jwtKey: 'PEM',
  webhookSecret: 'whsec_local',
  url: 'http://127.0.0.1:3001',
};

describe('with the local Clerk', () => {
  test('the apps get its keys and the port, and the shell’s other variables', () => {
    const env = buildAppEnvironment({ PATH: '/bin' }, { mode: 'dev', port: 3000, clerk, hosted: null });
    expect(env).toEqual({
      PATH: '/bin',
      NODE_ENV: 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      SSO_LOCAL_PORT: '3000',
      CLERK_SECRET_KEY: 'sk_live_local',
      CLERK_JWT_KEY: 'PEM',
      CLERK_API_URL: 'http://127.0.0.1:3001',
      CLERK_WEBHOOK_SIGNING_SECRET: 'whsec_local',
      DIRECTORY_DATA_DIR: 'memory',
    });
  });

  test('its users are mirrored beside its state', () => {
    const input = {
      mode: 'dev',
      port: 3000,
      clerk,
      hosted: null,
      servedUrl: 'postgres://postgres@127.0.0.1:5000/postgres',
    } as const;
    expect(buildAppEnvironment({}, input)).toMatchObject({ DIRECTORY_SERVED_URL: input.servedUrl });
  });

  test.each([
    { name: 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY' },
    { name: 'NEXT_PUBLIC_CLERK_SIGN_IN_URL' },
    { name: 'CLERK_MACHINE_SECRET_KEY' },
    { name: 'VERCEL' },
    { name: 'VERCEL_ENV' },
  ])('$name of the shell is not passed on', ({ name }) => {
    const env = buildAppEnvironment(
      { [name]: 'foreign' },
      { mode: 'production', port: 3000, clerk, hosted: null },
    );
    expect(env).not.toHaveProperty(name);
  });

  test('a production build has the variable that allows it', () => {
    const env = buildAppEnvironment({}, { mode: 'production', port: 3100, clerk, hosted: null });
    expect(env).toMatchObject({ NODE_ENV: 'production', SSO_LOCAL_CLERK: '1', SSO_LOCAL_PORT: '3100' });
  });
});

test('with a hosted Clerk the file’s variables are passed, and nothing of a local one', () => {
  const hosted = { CLERK_SECRET_KEY: 'sk_test_x', NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_x' };
  const env = buildAppEnvironment(
    { CLERK_SECRET_KEY: 'old' },
    { mode: 'dev', port: 3000, clerk: null, hosted },
  );
  expect(env).toEqual({
    ...hosted,
    NODE_ENV: 'development',
    NEXT_TELEMETRY_DISABLED: '1',
    SSO_LOCAL_PORT: '3000',
  });
});
