import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClerkClient, verifyToken } from '@clerk/backend';
import { sso } from '@repo/sso';
import { startStackClerk } from '@repo/stack';
import { writeStackInfo } from '@repo/stack/stack-info';
import { localOrigins } from '@subdomain-sso/auth/origins';
import type { LocalClerk } from 'clerk-local';
import getPort from 'get-port';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere, runProcess, startProcess } from '../../../test/run-sso.fixture.ts';

// The command against a real local Clerk; its tokens go to the SDK's own verification.

let clerk: LocalClerk;
let folder = '';
let info = '';
let port = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'token-'));
  info = join(folder, 'stack.json');
  port = await getPort({ port: [4310, 4320, 4330, 4340] });
  const log = () => {};
  clerk = await startStackClerk(port, {
    stateDir: undefined,
    extraOrigin: undefined,
    variant: 'documented',
    log,
  });
  writeStackInfo(info, { port, clerk });
});
afterAll(async () => {
  await clerk.close();
  rmSync(folder, { recursive: true });
});

const token = (...args: readonly string[]) => runHere(['token', '--info', info, ...args]);
const originOf = (app: keyof typeof sso.apps) => localOrigins(sso, port)[app];
const verify = (jwt: string, app: keyof typeof sso.apps) =>
  verifyToken(jwt.trim(), { jwtKey: clerk.jwtKey, authorizedParties: [originOf(app)] });

test('the token alone is on stdout, and platform accepts it', async () => {
  const { code, stdout, stderr } = await runProcess(['token', '--info', info]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect(await verify(stdout, 'platform')).toMatchObject({ azp: originOf('platform'), sub: 'user_ada' });
});

test('--app names another app, and only that app accepts the token', async () => {
  const { stdout } = await token('--app', 'academy', '--user', 'user_grace');
  expect(await verify(stdout, 'academy')).toMatchObject({ azp: originOf('academy'), sub: 'user_grace' });
  await expect(verify(stdout, 'platform')).rejects.toThrow(/azp/);
});

test('--json is one line that says who and until when; --organization is in the token', async () => {
  const { stdout } = await token('--json', '--organization', 'acme', '--user', 'grace@acme.test');
  const printed = JSON.parse(stdout);
  expect(printed).toEqual({
    token: expect.any(String),
    expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
    azp: originOf('platform'),
    app: 'platform',
    userId: 'user_grace',
    sessionId: expect.stringMatching(/^sess_/),
    organizationId: 'org_acme',
  });
  expect(await verify(printed.token, 'platform')).toMatchObject({ o: { id: 'org_acme', slg: 'acme' } });
});

test('--create-user makes the account once', async () => {
  const users = createClerkClient({ secretKey: clerk.secretKey, apiUrl: clerk.url }).users;
  const before = await users.getCount();
  const first = JSON.parse((await token('--create-user', '--json')).stdout);
  const second = JSON.parse((await token('--create-user', '--json')).stdout);
  expect(second.userId).toBe(first.userId);
  expect(await users.getCount()).toBe(before + 1);
  const user = await users.getUser(first.userId);
  expect(user.primaryEmailAddress?.emailAddress).toBe('sso-token+clerk_test@example.com');
});

test('--out replaces the file, for its owner alone, and prints nothing', async () => {
  const file = join(folder, 'token');
  writeFileSync(file, 'older', { mode: 0o644 });
  expect(await token('--out', file)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await verify(readFileSync(file, 'utf8'), 'platform')).toMatchObject({ sub: 'user_ada' });
});

test.each([
  {
    name: 'an unknown address',
    args: ['--user', 'nobody@acme.test'],
    says: 'Clerk has no user nobody@acme.test',
  },
  { name: 'an unknown id', args: ['--user', 'user_nobody'], says: 'Clerk has no user user_nobody' },
  {
    name: 'an unknown organization',
    args: ['--organization', 'nowhere'],
    says: 'no organization with the slug',
  },
  {
    name: 'a user who is not a member',
    args: ['--user', 'alan@acme.test', '--organization', 'acme'],
    says: 'user_alan is not a member of the organization "acme"',
  },
  {
    name: 'an unknown template',
    args: ['--template', 'no-such-template'],
    says: 'no JWT template "no-such-template"',
  },
  { name: 'an unwritable file', args: ['--out', '/nowhere/token'], says: 'could not be written (ENOENT)' },
])('$name ends with 1 and a plain message, nothing on stdout', async ({ args, says }) => {
  const { code, stdout, stderr } = await token(...args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(says);
  expect(stderr).not.toMatch(/ at .*\.ts/);
});

test.each([
  { name: 'an unknown app', args: ['--app', 'shop'], says: 'There is no app "shop"' },
  { name: 'no address and no id', args: ['--user', 'ada'], says: '--user is an e-mail address or an id' },
  { name: 'an id to create', args: ['--user', 'user_1', '--create-user'], says: 'needs an e-mail address' },
  { name: 'a slug that is a path', args: ['--organization', '../users'], says: '--organization is a name' },
  {
    name: 'an info file that does not exist',
    args: ['--info', '/nowhere/stack.json'],
    says: 'does not describe a running stack',
  },
])('$name is wrong usage: 2, nothing on stdout', async ({ args, says }) => {
  const { code, stdout, stderr } = await token(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(says);
});

test('a Clerk that does not answer is reported', async () => {
  const file = join(folder, 'gone.json');
  const gone = { ...clerk, url: 'http://127.0.0.1:1' };
  writeStackInfo(file, { port, clerk: gone });
  const { code, stdout, stderr } = await runHere(['token', '--info', file]);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('Clerk does not answer at http://127.0.0.1:1');
});

test('a wrong secret key is reported, and not shown', async () => {
  const file = join(folder, 'wrong.json');
  writeStackInfo(file, { port, clerk: { ...clerk, secretKey: 'sk_live_WRONG' } });
  const { code, stderr } = await runHere(['token', '--info', file]);
  expect(code).toBe(1);
  expect(stderr).toContain('Clerk refuses the secret key');
  expect(stderr).not.toContain('WRONG');
});

test('live keys are refused before any request', async () => {
  const keys = {
    CLERK_SECRET_KEY: 'sk_live_S3CRET',
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: clerk.publishableKey,
  };
  const { code, stdout, stderr } = await runHere(['token'], keys);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('--allow-live');
  expect(stderr).not.toContain('S3CRET');
});

test('--refresh prints the first token at once, and ends with 0 on a signal', async () => {
  const child = startProcess(['token', '--info', info, '--refresh']);
  const first = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
  );
  expect(await verify(first, 'platform')).toMatchObject({ sub: 'user_ada' });
  child.kill('SIGTERM');
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});
