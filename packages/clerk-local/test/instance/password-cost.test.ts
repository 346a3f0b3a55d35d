import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, onTestFinished, test } from 'vitest';
import { type LocalClerkOptions, serveLocalClerk } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { readRows } from '../fixtures/state-folder.ts';

/** Start options without those defaults of `startClerkLocal` that make it cheap. */
const REQUIRED: LocalClerkOptions = {
  frontendApiHost: 'clerk.acme.localhost:3000',
  rootDomain: 'acme.localhost',
  allowedOrigins: ['http://account.acme.localhost:3000'],
  homeUrl: 'http://account.acme.localhost:3000',
  signInUrl: 'http://account.acme.localhost:3000/sign-in',
  signUpUrl: 'http://account.acme.localhost:3000/sign-up',
};

test.each([
  { name: 'default', options: {}, prefix: '$2b$10$' },
  { name: 'lowest', options: { passwordCost: 4 }, prefix: '$2b$04$' },
])(
  '$name cost: new passwords are hashed with $prefix, seeded ones with the lowest, and both sign in',
  async ({ options, prefix }) => {
    const stateDir = await mkdtemp(path.join(tmpdir(), 'clerk-local-'));
    onTestFinished(() => rm(stateDir, { recursive: true }));
    const clerk = await serveLocalClerk({ ...REQUIRED, ...options, stateDir });
    onTestFinished(() => clerk.close());
    const browser = new TestBrowser(clerk);
    await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
    const new_password = 'battery-staple-horse';
    const changed = await browser.post('/v1/me/change_password', {
      current_password: SEED_PASSWORD,
      new_password,
    });
    expect(changed.status).toBe(200);
    await new TestBrowser(clerk).signInWithPassword('ada@acme.test', new_password);
    await clerk.close();
    const { users = [] } = await readRows(stateDir);
    const hashes = Object.fromEntries(users.map(({ id, passwordHash }) => [id, passwordHash?.slice(0, 7)]));
    expect(hashes).toEqual({ user_ada: prefix, user_grace: '$2b$04$', user_alan: '$2b$04$' });
  },
);

test.each([3, 32, 4.5, Number.NaN])('a cost of %d does not start', async (passwordCost) => {
  await expect(startTestClerk({ passwordCost })).rejects.toMatchObject({ code: 'password_cost_invalid' });
});
