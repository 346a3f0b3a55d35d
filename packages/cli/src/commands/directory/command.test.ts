import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClerkClient } from '@clerk/backend';
import { openDirectory } from '@repo/directory';
import { startTemporaryPostgres, type TemporaryPostgres } from '@repo/directory/temporary-postgres';
import { startStackClerk } from '@repo/stack';
import { writeStackInfo } from '@repo/stack/stack-info';
import { type LocalClerk, LocalClerkError } from 'clerk-local';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { runHere, runProcess, startProcess } from '../../../test/run-sso.fixture.ts';

// The command against a real local Clerk and real databases.

let clerk: LocalClerk;
let server: TemporaryPostgres | { readonly reason: string };
let folder = '';
let info = '';
let dataDir = '';
let env: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'directory-command-'));
  info = join(folder, 'stack.json');
  const started = await startOnFreePort();
  clerk = started.clerk;
  writeStackInfo(info, started);
  server = await startTemporaryPostgres();
});
afterAll(async () => {
  await clerk.close();
  if ('close' in server) await server.close();
  rmSync(folder, { recursive: true });
});

/** Its Clerk listens on another port than the stack, which another run of this test may have taken at the same moment. */
async function startOnFreePort(): Promise<{ port: number; clerk: LocalClerk }> {
  const options = {
    stateDir: undefined,
    extraOrigin: undefined,
    variant: 'documented',
    log: () => {},
  } as const;
  for (const port of [4410, 4420, 4430, 4440, 4450, 4460]) {
    try {
      return { port, clerk: await startStackClerk(port, options) };
    } catch (error) {
      if (!(error instanceof LocalClerkError && error.code === 'port_in_use')) throw error;
    }
  }
  throw new Error('Every port that this test may use is taken.');
}

beforeEach(() => {
  dataDir = mkdtempSync(join(folder, 'data-'));
  env = { DIRECTORY_DATA_DIR: dataDir };
});

/** An empty database that opens at once, where this machine has PostgreSQL; an embedded one takes seconds. */
async function useQuickDatabase(name: string): Promise<void> {
  if ('reason' in server) return;
  const client = new Client({ connectionString: server.url() });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  env = { DATABASE_URL: server.url(name) };
}
afterEach(() => clerk.faults.clear());

const run = (...args: readonly string[]) => runHere(['directory', ...args], env);
const sync = (...args: readonly string[]) => run('sync', '--info', info, ...args);
const api = () => createClerkClient({ secretKey: clerk.secretKey, apiUrl: clerk.url });

test('sync fills the embedded database, status counts it, a second sync changes nothing', async () => {
  const { users, organizations } = api();
  const [people, groups] = await Promise.all([users.getCount(), organizations.getOrganizationList()]);
  const first = await sync();
  expect(first.code).toBe(0);
  expect(first.stdout).toContain(`users         ${people} listed, ${people} changed, 0 removed`);
  expect(first.stderr).toContain(`users: ${people} of ${people}`);
  const status = JSON.parse((await run('status', '--json')).stdout);
  expect(status).toMatchObject({
    engine: 'pglite',
    objects: {
      user: { present: people, deleted: 0 },
      organization: { present: groups.totalCount, deleted: 0 },
    },
    sync: { finishedAtMs: expect.any(Number) },
  });
  expect(JSON.parse((await sync('--json')).stdout)).toMatchObject({
    isResumed: false,
    listed: { user: people },
    changed: { user: 0, organization: 0, membership: 0 },
  });
});

test('DATABASE_URL wins; migrate reports what it did; status needs it first', async (context) => {
  if ('reason' in server) return context.skip(server.reason);
  env = { DATABASE_URL: server.url() };
  const early = await run('status');
  expect(early.code).toBe(1);
  expect(early.stderr).toContain('Run `pnpm sso directory migrate` first. (code=migration_missing)');
  expect((await run('migrate')).stdout).toMatch(/^the PostgreSQL of DATABASE_URL: applied 0000_start/);
  expect(JSON.parse((await run('migrate', '--json')).stdout)).toEqual({ applied: [] });
  expect((await run('status')).stdout).toContain('never: run `pnpm sso directory sync`');
  expect((await sync()).code).toBe(0);
});

test('an embedded database that another process has open is refused', async () => {
  const directory = await openDirectory({ engine: 'pglite', dataDir });
  try {
    const { code, stdout, stderr } = await runProcess(['directory', 'sync', '--info', info], env);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`Process ${process.pid} has ${dataDir} open.`);
    expect(stderr).toContain('(code=data_directory_in_use)');
  } finally {
    await directory.close();
  }
});

test('a mass deletion needs --allow-mass-deletion, and --resume continues', async () => {
  await useQuickDatabase('mass_deletion');
  const { users } = api();
  const extra = await Promise.all(
    [1, 2, 3].map((index) =>
      users.createUser({ emailAddress: [`gone-${index}@acme.test`], skipPasswordRequirement: true }),
    ),
  );
  await sync();
  for (const { id } of extra) await users.deleteUser(id);
  const refused = await sync();
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('(code=mass_deletion)');
  const allowed = await sync('--resume', '--allow-mass-deletion', '--json');
  expect(JSON.parse(allowed.stdout)).toMatchObject({ isResumed: true, removed: { user: 3 } });
});

test('a sync that is stopped while Clerk refuses says how to resume, and resumes', async () => {
  await useQuickDatabase('stopped');
  clerk.faults.set({ answer: 429 });
  const child = startProcess(['directory', 'sync', '--info', info], env);
  let stderr = '';
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (stderr.includes('Clerk answers 429: again in')) resolve();
    });
  });
  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
  expect(stderr).toContain('Stopped. Resume with `pnpm sso directory sync --resume`.');
  expect(stderr).not.toMatch(/ at .*\.ts/);
  clerk.faults.clear();
  expect(JSON.parse((await sync('--resume', '--json')).stdout)).toMatchObject({ isResumed: true });
});

test.each([
  {
    name: 'an address that is not valid',
    set: { DATABASE_URL: 'mysql://ada:S3CRET@db/x' },
    code: 2,
    says: 'invalid_database_url',
  },
  {
    name: 'a database that does not answer',
    set: { DATABASE_URL: 'postgres://ada:S3CRET@127.0.0.1:1/x' },
    code: 1,
    says: 'database_unreachable',
  },
])('$name: exit code $code, a plain message without the password', async ({ set, code, says }) => {
  env = set;
  const outcome = await run('status');
  expect([outcome.code, outcome.stdout]).toEqual([code, '']);
  expect(outcome.stderr).toContain(`(code=${says})`);
  expect(outcome.stderr).not.toMatch(/S3CRET| at .*\.ts/);
});

test('a Clerk that does not answer, and a wrong key, are reported at once', async () => {
  const gone = join(folder, 'gone.json');
  writeStackInfo(gone, { port: 4410, clerk: { ...clerk, url: 'http://127.0.0.1:1' } });
  const unreachable = await run('sync', '--info', gone);
  expect(unreachable.code).toBe(1);
  expect(unreachable.stderr).toContain('Clerk does not answer at http://127.0.0.1:1');
  const wrong = join(folder, 'wrong.json');
  writeStackInfo(wrong, { port: 4410, clerk: { ...clerk, secretKey: 'sk_live_WRONG' } });
  const refused = await run('sync', '--info', wrong);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('Clerk refuses the secret key');
  expect(refused.stderr).not.toContain('WRONG');
});
