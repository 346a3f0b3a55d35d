import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resolveClerkInstance } from './clerk-instance.ts';

// Publishable keys are the Frontend API's host with a "$" behind it, in base64.
const TEST_KEYS = {
  CLERK_SECRET_KEY: 'sk_test_x',
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_test_${btoa('calm-cat-1.clerk.accounts.dev$')}`,
};
const LIVE_KEYS = {
  CLERK_SECRET_KEY: 'sk_live_x',
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa('clerk.acme.example$')}`,
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'instance-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const resolve = (given: Partial<Parameters<typeof resolveClerkInstance>[0]>) =>
  resolveClerkInstance({
    app: 'platform',
    env: {},
    envFile: join(folder, '.env.local'),
    stateDir: folder,
    port: 3000,
    infoFile: undefined,
    allowLive: false,
    ...given,
  });

test('without keys: the Clerk of `pnpm dev`, with the key it keeps', () => {
  writeFileSync(join(folder, 'secret-key'), 'sk_live_local\n');
  expect(resolve({})).toEqual({
    isLocal: true,
    secretKey: 'sk_live_local',
    apiUrl: 'http://127.0.0.1:3001',
    frontendApiUrl: 'http://127.0.0.1:3001',
    needsDevBrowser: false,
    origin: 'http://platform.acme.localhost:3000',
  });
});

test.each([
  {
    name: 'development keys act as the local app, with a development browser',
    given: { env: TEST_KEYS },
    expected: {
      frontendApiUrl: 'https://calm-cat-1.clerk.accounts.dev',
      needsDevBrowser: true,
      origin: 'http://platform.acme.localhost:3000',
    },
  },
  {
    name: 'live keys act as the production app, when they are allowed',
    given: { env: LIVE_KEYS, allowLive: true },
    expected: {
      frontendApiUrl: 'https://clerk.acme.example',
      needsDevBrowser: false,
      origin: 'https://platform.acme.example',
    },
  },
  {
    name: 'a proxied Frontend API is asked where the app has it',
    given: { env: { ...LIVE_KEYS, NEXT_PUBLIC_CLERK_PROXY_URL: '/__clerk' }, allowLive: true },
    expected: { frontendApiUrl: 'https://platform.acme.example/__clerk' },
  },
])('$name', ({ given, expected }) => {
  expect(resolve(given)).toMatchObject({ isLocal: false, ...expected });
});

test.each([
  { name: 'live keys', given: { env: LIVE_KEYS }, code: 'live_keys_refused' },
  { name: 'one key', given: { env: { CLERK_SECRET_KEY: 'sk_test_x' } }, code: 'incomplete_keys' },
  {
    name: 'a value that is not a publishable key',
    given: { env: { ...TEST_KEYS, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_?' } },
    code: 'incomplete_keys',
  },
  { name: 'no local Clerk ever', given: {}, code: 'clerk_unreachable' },
])('$name: $code', ({ given, code }) => {
  expect(() => resolve(given)).toThrow(expect.objectContaining({ code }));
});

test('an info file cannot allow live keys', () => {
  const infoFile = join(folder, 'stack.json');
  writeFileSync(
    infoFile,
    JSON.stringify({ port: 3000, apiUrl: 'https://api.clerk.com', secretKey: 'sk_live_x' }),
  );
  expect(() => resolve({ infoFile })).toThrow(expect.objectContaining({ code: 'stack_info_unreadable' }));
});
