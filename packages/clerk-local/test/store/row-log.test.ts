import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createRowLog } from '../../src/store/row-log.ts';
import { readSavedRows } from '../../src/store/saved-rows.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';
import { readRows } from '../fixtures/state-folder.ts';

async function createStateDir(): Promise<string> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'clerk-local-log-'));
  onTestFinished(() => rm(stateDir, { recursive: true, force: true }));
  return stateDir;
}

/** A store with the rows of a folder, and its log. */
async function open(stateDir: string) {
  const found = await readSavedRows(stateDir);
  const store = createStore();
  store.importRows(found?.rows ?? {});
  return { store, log: createRowLog(stateDir, store, found?.log) };
}

const person = (name: string) => ({ emailAddress: [`${name}@acme.test`], skipPasswordRequirement: true });

const writeToken = (store: Store, id: string, token: string) =>
  store.testingTokens.set({ id, token, expiresAtMs: 0 });

const aWrite = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), token: fc.option(fc.string()) });

test('after any writes, saved in any groups, a restart has the rows of the last ones', async () => {
  const anyGroups = fc.array(fc.array(aWrite, { maxLength: 6 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(anyGroups, async (groups) => {
      const stateDir = await createStateDir();
      let { store, log } = await open(stateDir);
      writeToken(store, 'first', 'the log begins with it');
      for (const group of groups) {
        for (const { id, token } of group) {
          if (token === null) store.testingTokens.delete(id);
          else writeToken(store, id, token);
        }
        await log.saved();
        const byId = (rows: readonly { id: string }[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId((await readRows(stateDir)).testingTokens ?? [])).toEqual(
          byId(store.testingTokens.list()),
        );
      }
      await log.close();
      ({ store, log } = await open(stateDir));
      await log.close();
    }),
    { numRuns: 25 },
  );
});

test('a line that a kill tore is left out, and the next write takes its place', async () => {
  const stateDir = await createStateDir();
  const first = await open(stateDir);
  writeToken(first.store, 'a', 'kept');
  await first.log.close();
  const file = path.join(stateDir, 'rows.jsonl');
  await appendFile(file, '{"version":2,"set":{"testingTokens":[{"id":"b","tok');
  const second = await open(stateDir);
  expect(second.store.testingTokens.list().map(({ id }) => id)).toEqual(['a']);
  writeToken(second.store, 'c', 'new');
  await second.log.close();
  expect((await readRows(stateDir)).testingTokens?.map(({ id }) => id)).toEqual(['a', 'c']);
});

test.each([
  '',
  '{',
  '{}\n',
  '[]\n{"version":2,"set":{},"deleted":{}}\n',
  '{"version":3,"set":{"users":[]},"deleted":{}}\n',
])(
  'a log that is broken elsewhere (%j) is one error that names the file, and stays as it is',
  async (text) => {
    const stateDir = await createStateDir();
    const file = path.join(stateDir, 'rows.jsonl');
    await writeFile(file, text);
    const start = startTestClerk({ stateDir });
    await expect(start).rejects.toMatchObject({ code: 'snapshot_unreadable' });
    await expect(start).rejects.toThrow(file);
    expect(await readFile(file, 'utf8')).toBe(text);
  },
);

test('many changes of few rows do not let the log grow without end', async () => {
  const stateDir = await createStateDir();
  const { store, log } = await open(stateDir);
  for (let round = 0; round < 300; round += 1) {
    for (let id = 0; id < 500; id += 1) writeToken(store, `row-${id}`, `round ${round}`);
    await log.saved();
  }
  await log.close();
  // 150,000 writes of about 60 bytes are 9 MB.
  expect((await stat(path.join(stateDir, 'rows.jsonl'))).size).toBeLessThan(3_000_000);
  const rows = (await readRows(stateDir)).testingTokens ?? [];
  expect(rows.map(({ token }) => token)).toEqual(Array.from({ length: 500 }, () => 'round 299'));
});

test('a state that cannot be written makes the response a 500, and is written once it can be', async () => {
  const stateDir = await createStateDir();
  const clerk = await startTestClerk({ stateDir, log: () => {} });
  const file = path.join(stateDir, 'rows.jsonl');
  const backend = createBackend(clerk);
  await rm(file);
  await mkdir(file);
  await expect(backend.users.createUser(person('unsaved'))).rejects.toMatchObject({ status: 500 });
  await rmdir(file);
  await backend.users.createUser(person('saved'));
  const addresses = (await readRows(stateDir)).emailAddresses?.map(({ emailAddress }) => emailAddress);
  expect(addresses).toEqual(
    expect.arrayContaining(['ada@acme.test', 'unsaved@acme.test', 'saved@acme.test']),
  );
});

test('reset replaces what is on disk, and leaves no second file', async () => {
  const stateDir = await createStateDir();
  const clerk = await startTestClerk({ stateDir });
  const backend = createBackend(clerk);
  await backend.users.createUser(person('gone'));
  await clerk.reset();
  const names = (await readRows(stateDir)).users?.map(({ firstName }) => firstName);
  expect(names).toEqual(['Ada', 'Grace', 'Alan']);
  expect((await readdir(stateDir)).filter((name) => name.startsWith('rows'))).toEqual(['rows.jsonl']);
});
