import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyToken } from '@clerk/backend';
import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { decodeProtectedHeader } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import type { LocalClerk } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

async function mintToken(clerk: LocalClerk): Promise<string> {
  const session = await createBackend(clerk).sessions.createSession({ userId: 'user_ada' });
  return (await createBackend(clerk).sessions.getToken(session.id)).jwt;
}

/** The tests assert on the response. */
async function readJson<Body>(answer: Response): Promise<Body> {
  return (await answer.json()) as Body;
}

async function publishedKids({ url }: LocalClerk): Promise<string[]> {
  const { keys } = await readJson<{ keys: { kid: string }[] }>(await fetch(`${url}/.well-known/jwks.json`));
  return keys.map(({ kid }) => kid);
}

test('after a rotation new tokens have the new key, and both keys are published for an hour', async () => {
  const clerk = await startTestClerk();
  const old = await mintToken(clerk);
  const oldPem = clerk.jwtKey;
  const oldKid = String(decodeProtectedHeader(old).kid);
  const kid = await clerk.rotateSigningKey();
  const fresh = await mintToken(clerk);
  expect(decodeProtectedHeader(fresh).kid).toBe(kid);
  expect(await publishedKids(clerk)).toEqual([kid, oldKid]);
  await expect(verifyToken(fresh, { jwtKey: clerk.jwtKey })).resolves.toMatchObject({ sub: 'user_ada' });
  await expect(verifyToken(fresh, { jwtKey: oldPem })).rejects.toMatchObject({
    reason: 'token-invalid-signature',
  });
  await expect(verifyToken(old, { jwtKey: oldPem })).resolves.toMatchObject({ sub: 'user_ada' });
  clerk.clock.set({ offsetMs: 60 * 60 * 1000 });
  expect(await publishedKids(clerk)).toEqual([kid]);
});

test('another program rotates, and may drop the old key at once', async () => {
  const clerk = await startTestClerk();
  const answer = await fetch(`${clerk.url}/__local/rotate-key`, {
    method: 'POST',
    body: '{"keepOldForMs":0}',
  });
  const { kid } = await readJson<{ kid: string }>(answer);
  expect(await publishedKids(clerk)).toEqual([kid]);
});

test('the new key outlives a restart, and the instance keeps its name', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'clerk-local-rotation-'));
  onTestFinished(() => rm(stateDir, { recursive: true, force: true }));
  const options = { stateDir, webhooks: [{ url: 'http://127.0.0.1:1/' }] };
  const nameIn = (clerk: LocalClerk) =>
    JSON.parse(clerk.webhooks.deliveries().at(-1)?.body ?? '{}').instance_id;
  const first = await startTestClerk(options);
  await createBackend(first).users.deleteUser('user_alan');
  const name = nameIn(first);
  const [oldKid] = await publishedKids(first);
  const kid = await first.rotateSigningKey();
  await first.close();
  const second = await startTestClerk(options);
  expect(await publishedKids(second)).toEqual([kid, oldKid]);
  expect(second.jwtKey).toBe(first.jwtKey);
  await createBackend(second).users.deleteUser('user_grace');
  expect(second.webhooks.deliveries().length).toBeGreaterThan(1);
  expect(name).toMatch(/^ins_/);
  expect(nameIn(second)).toBe(name);
});

test('a page that was signed in before a rotation stays signed in', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  await clerk.rotateSigningKey();
  const { sessions } = (await browser.get('/v1/client')).body.response;
  expect(sessions).toHaveLength(1);
  const { jwt } = (await browser.post(`/v1/client/sessions/${sessions[0].id}/tokens`)).body;
  expect(decodeProtectedHeader(jwt).kid).toBe((await publishedKids(clerk))[0]);
});

test('moving the clock moves the times in tokens and what has expired', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  const iatOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()).iat;
  const days = 24 * 60 * 60;
  const put = (offsetMs: number) =>
    fetch(`${clerk.url}/__local/clock`, { method: 'PUT', body: JSON.stringify({ offsetMs }) });
  const before = iatOf(await mintToken(clerk));
  expect(await (await put(days * 1000)).json()).toEqual({ offsetMs: days * 1000 });
  const after = iatOf(await mintToken(clerk));
  expect(after - before).toBeGreaterThanOrEqual(days);
  expect(after - before).toBeLessThan(days + 60);
  expect((await browser.get('/v1/client')).body.response.sessions).toHaveLength(1);
  await put(8 * days * 1000);
  expect((await browser.get('/v1/client')).body.response.sessions).toHaveLength(0);
});
