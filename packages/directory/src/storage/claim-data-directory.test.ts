import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildEvent } from '../fixtures/clerk-objects.fixture.ts';
import { applyEvent, openDirectory } from '../index.ts';
import { claimDataDirectory } from './claim-data-directory.ts';
import { users } from './schema.ts';

let folder = '';
let dataDir = '';
const children: ChildProcess[] = [];

/** Three processes compete this often; `pnpm test --full` lets them compete more often. */
const [ROUNDS, TURNS] = process.env.SSO_TEST_FULL === '1' ? [200, 500] : [60, 100];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'directory-claim-'));
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  rmSync(folder, { recursive: true });
});

/** Another process that owns the folder until it is killed. */
async function claimElsewhere(): Promise<ChildProcess> {
  const { child } = await start(`claimDataDirectory(dataDir); console.log('mine');`);
  return child;
}

/** Another process that tries one folder after the other, each at its moment. @returns How many it got. */
async function claimInRounds(rounds: number, startMs: number): Promise<number> {
  const { printed } = await start(`process.setMaxListeners(0);
    let won = 0;
    for (let round = 0; round < ${rounds}; round++) {
      while (Date.now() < ${startMs} + round * 5);
      try { claimDataDirectory(dataDir + '-' + round); won += 1; } catch {}
    }
    console.log(won);`);
  return Number(printed);
}

/** Another process that claims the folder and gives it back, over and over. @returns How often another process owned it, too. */
async function claimAndGiveBack(times: number): Promise<number> {
  const { printed } = await start(`const { mkdirSync, rmdirSync } = await import('node:fs');
    let together = 0;
    for (let got = 0; got < ${times}; ) {
      let release;
      try { release = claimDataDirectory(dataDir); } catch { continue; }
      got += 1;
      try { mkdirSync(dataDir + '.mine'); rmdirSync(dataDir + '.mine'); } catch { together += 1; }
      release();
    }
    console.log(together);`);
  return Number(printed);
}

/** Runs code in a process that lives until the end of the test. */
async function start(act: string): Promise<{ child: ChildProcess; printed: string }> {
  const module = new URL('./claim-data-directory.ts', import.meta.url).href;
  const code = `import { claimDataDirectory } from ${JSON.stringify(module)};
    const dataDir = ${JSON.stringify(dataDir)}; ${act} setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const printed = await new Promise<string>((resolve) =>
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
  );
  return { child, printed };
}

function kill(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  return ended;
}

test('files that another process owns are refused, and are free once it was killed', async () => {
  const other = await claimElsewhere();
  await expect(openDirectory({ engine: 'pglite', dataDir })).rejects.toMatchObject({
    code: 'data_directory_in_use',
    message: expect.stringContaining(`Process ${other.pid} has ${dataDir} open.`),
  });
  await kill(other);
  claimDataDirectory(dataDir)();
  claimDataDirectory(dataDir)();
  // One empty file, however often it was claimed.
  expect(readdirSync(folder)).toEqual(['data.owner.3']);
  expect(statSync(`${dataDir}.owner.3`).size).toBe(0);
});

test('of several processes that find the claim of a dead one at the same time a single one takes it over', async () => {
  const rounds = ROUNDS;
  for (let round = 0; round < rounds; round++) writeFileSync(`${dataDir}-${round}.owner.7`, '4194305');
  const startMs = Date.now() + 3000;
  const won = await Promise.all([1, 2, 3].map(() => claimInRounds(rounds, startMs)));
  expect(won.reduce((sum, each) => sum + each, 0)).toBe(rounds);
});

test('however fast the owner changes, two processes never own the files together', async () => {
  expect(await Promise.all([1, 2, 3].map(() => claimAndGiveBack(TURNS)))).toEqual([0, 0, 0]);
});

test('one process cannot own them twice, and can once it gave them back', () => {
  const release = claimDataDirectory(dataDir);
  expect(() => claimDataDirectory(dataDir)).toThrow(
    expect.objectContaining({ code: 'data_directory_in_use' }),
  );
  release();
  claimDataDirectory(dataDir)();
});

test.each([
  { name: 'of a former process with the number of this one', content: String(process.pid) },
  { name: 'that was cut off', content: '' },
  { name: 'that is no number', content: 'ada' },
  { name: 'of a number no process has', content: '4194305' },
])('a claim $name is taken over', ({ content }) => {
  writeFileSync(`${dataDir}.owner.1`, content);
  claimDataDirectory(dataDir)();
});

test('what was written is there after the files were closed and opened again', async () => {
  const event = buildEvent('user', 'created', { id: 'user_1', atMs: 1, eventId: 'msg_1' });
  const first = await openDirectory({ engine: 'pglite', dataDir });
  expect(await applyEvent(first.db, event)).toBe('applied');
  await first.close();
  const second = await openDirectory({ engine: 'pglite', dataDir });
  expect(await applyEvent(second.db, event)).toBe('duplicate');
  expect(await second.db.select().from(users)).toMatchObject([{ id: 'user_1' }]);
  await second.close();
});
