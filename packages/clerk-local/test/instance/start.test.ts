import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

async function createStateDir(): Promise<string> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'clerk-local-'));
  onTestFinished(() => rm(stateDir, { recursive: true }));
  return stateDir;
}

test('a restart keeps keys, users and sessions', async () => {
  const stateDir = await createStateDir();
  const before = await startTestClerk({ stateDir });
  const browser = new TestBrowser(before);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  await before.close();
  const after = await startTestClerk({ stateDir });
  expect(after).toMatchObject({ secretKey: before.secretKey, jwtKey: before.jwtKey });
  const answer = await fetch(`${after.url}/v1/client`, {
    headers: { cookie: `__client=${browser.cookies.get('__client')}` },
  });
  expect(await answer.json()).toMatchObject({
    response: { sessions: [{ status: 'active', user: { id: 'user_ada' } }] },
  });
});

test('every file of the state is readable by its owner only', async () => {
  const stateDir = await createStateDir();
  await (await startTestClerk({ stateDir })).close();
  const names = (await readdir(stateDir)).sort();
  expect(names).toEqual(['instance-id', 'rows.jsonl', 'secret-key', 'signing-key.pem', 'webhook-secret']);
  for (const name of names) expect((await stat(path.join(stateDir, name))).mode & 0o777).toBe(0o600);
});

test.each(['', '{', '[]', '{"version":1}', '{"version":1,"rows":{"users":[{}]}}'])(
  'a broken snapshot (%j) is one error that names the file, and stays as it is',
  async (text) => {
    const stateDir = await createStateDir();
    const file = path.join(stateDir, 'snapshot.json');
    await writeFile(file, text);
    const start = startTestClerk({ stateDir });
    await expect(start).rejects.toMatchObject({ code: 'snapshot_unreadable' });
    await expect(start).rejects.toThrow(file);
    expect((await stat(file)).size).toBe(text.length);
  },
);

test('a production server is refused', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(startTestClerk()).rejects.toMatchObject({ code: 'production_refused' });
});

test('a port in use is one clear error', async () => {
  const { url } = await startTestClerk();
  const port = Number(new URL(url).port);
  await expect(startTestClerk({ port })).rejects.toMatchObject({ code: 'port_in_use' });
});

test('reset puts the seed back and ends every session', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  await browser.post('/v1/me?_method=PATCH', { first_name: 'Augusta' });
  await clerk.reset();
  expect((await browser.get('/v1/client')).body.response).toBeNull();
  const { body } = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  expect(body.client.sessions[0].user.first_name).toBe('Ada');
});

test('the publishable key is derived from the host alone', async () => {
  expect((await startTestClerk()).publishableKey).toBe('pk_live_Y2xlcmsuYWNtZS5sb2NhbGhvc3Q6MzAwMCQ');
});
