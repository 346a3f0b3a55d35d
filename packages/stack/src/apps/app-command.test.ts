import { expect, test } from 'vitest';
import { appCommand } from './app-command.ts';

const env = {
  SSO_LOCAL_PORT: '3000',
  CLERK_JWT_KEY: 'PEM',
  CLERK_SECRET_KEY: 'sk_live_local',
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_hosted',
};

test('an app is Next’s own command, on loopback', () => {
  const { script, args } = appCommand('docs', { mode: 'production', port: 41_000 }, env);
  expect(script).toMatch(/next\/dist\/bin\/next$/);
  expect(args).toEqual(['start', '-p', '41000', '-H', 'localhost']);
});

test('an API is its worker with its bindings and no secret: every user of the machine can read arguments', () => {
  const { script, args } = appCommand('api', { mode: 'dev', port: 41_000 }, env);
  expect(script).toMatch(/apps\/api\/serve\.mjs$/);
  expect(args.slice(0, 4)).toEqual(['--mode', 'dev', '--port', '41000']);
  expect(JSON.parse(args.at(-1) ?? '')).toEqual({
    SSO_ENVIRONMENT: 'local',
    SSO_LOCAL_PORT: '3000',
    CLERK_JWT_KEY: 'PEM',
    CLERK_PUBLISHABLE_KEY: 'pk_test_hosted',
  });
  expect(args.join(' ')).not.toContain('sk_live');
});
