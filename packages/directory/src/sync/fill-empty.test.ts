import { serveLocalClerk } from 'clerk-local';
import { expect, onTestFinished, test } from 'vitest';
import { openMigratedPglite } from '../fixtures/engines.fixture.ts';
import { listPeople } from '../queries/list-people.ts';
import { fillEmpty } from './fill-empty.ts';

async function start() {
  const origin = 'http://account.acme.localhost:3000';
  const clerk = await serveLocalClerk({
    frontendApiHost: 'clerk.acme.localhost:3000',
    rootDomain: 'acme.localhost',
    allowedOrigins: [origin],
    homeUrl: origin,
    signInUrl: origin,
    signUpUrl: origin,
  });
  const directory = await openMigratedPglite();
  onTestFinished(() => directory.close());
  onTestFinished(() => clerk.close());
  return { clerk, directory, keys: { secretKey: clerk.secretKey, apiUrl: clerk.url } };
}

test('an empty mirror gets everybody there is, once', async () => {
  const { directory, keys } = await start();
  expect(await fillEmpty(directory, keys, { withinMs: 30_000 })).toBe(true);
  const { people } = await listPeople(directory.db, { organizationSlug: 'acme' });
  expect(people.map(({ name }) => name).sort()).toEqual(['Ada Lovelace', 'Grace Hopper']);
  expect(await fillEmpty(directory, keys, { withinMs: 30_000 })).toBe(false);
});

test('what takes too long is broken off, and goes on the next time', async () => {
  const { clerk, directory, keys } = await start();
  clerk.faults.set({ latencyMs: 500 });
  await expect(fillEmpty(directory, keys, { withinMs: 200 })).rejects.toMatchObject({ name: 'TimeoutError' });
  clerk.faults.clear();
  expect(await fillEmpty(directory, keys, { withinMs: 30_000 })).toBe(true);
  expect((await listPeople(directory.db)).people).toHaveLength(3);
});
