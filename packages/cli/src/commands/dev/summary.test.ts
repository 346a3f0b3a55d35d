import { expect, test } from 'vitest';
import { buildSummary } from './summary.ts';

test('links, inbox and accounts stand in one block; what still boots is marked', () => {
  expect(
    buildSummary({
      port: 3000,
      apps: ['account', 'docs'],
      notes: { docs: 'starting' },
      accounts: [{ emailAddress: 'ada@acme.test', password: 'pass-phrase' }],
      inbox: 'http://clerk.acme.localhost:3000/inbox',
    }),
  ).toEqual({
    title: 'http://acme.localhost:3000',
    lines: [
      'account  http://account.acme.localhost:3000',
      'docs     http://docs.acme.localhost:3000  (starting)',
      'inbox    http://clerk.acme.localhost:3000/inbox',
      '',
      'Sign in as',
      'ada@acme.test  pass-phrase',
    ],
  });
});

test('a hosted Clerk has neither inbox nor accounts to show', () => {
  const { lines } = buildSummary({ port: 3000, apps: ['account'], notes: {}, accounts: [], inbox: null });
  expect(lines).toEqual(['account  http://account.acme.localhost:3000']);
});
