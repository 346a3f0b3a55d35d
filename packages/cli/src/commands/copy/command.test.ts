import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord, writeRecord } from '@repo/copy';
import {
  commitAll,
  NEXT_APP,
  snapshot,
  temporaryRepository,
  writeAt,
} from '@repo/copy/fixtures/temporary-repository';
import { runCommand } from 'citty';
import { afterEach, expect, test, vi } from 'vitest';
import { copyCommand } from './command.ts';

// --json: nobody is asked, also where the tests run in a terminal.
const runPlain = (root: string, ...args: readonly string[]) =>
  runCommand(copyCommand, { rawArgs: [root, '--source', '--json', ...args] });
// The repositories of most tests are without git.
const run = (root: string, ...args: readonly string[]) => runPlain(root, '--allow-dirty', ...args);

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

function printed(): () => unknown {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  return () => JSON.parse(String(log.mock.calls.at(-1)?.[0]));
}

test('prints what it did and the three next steps', async () => {
  const output = printed();
  await run(temporaryRepository(NEXT_APP), '--domain', 'acme.com');
  expect(output()).toMatchObject({
    files: expect.arrayContaining([{ kind: 'create', path: 'src/proxy.ts' }]),
    manualSteps: [],
    nextSteps: [{}, {}, {}],
  });
});

test('a dry run says the same and changes nothing', async () => {
  const output = printed();
  const root = temporaryRepository(NEXT_APP);
  const before = snapshot(root);
  await run(root, '--dry-run');
  expect(output()).toMatchObject({
    files: expect.arrayContaining([{ kind: 'create', path: 'src/proxy.ts' }]),
  });
  expect(snapshot(root)).toEqual(before);
});

test('files of the same names are listed and refused, and nothing is written, until --yes', async () => {
  printed();
  const root = temporaryRepository({ ...NEXT_APP, 'src/lib/auth/proxy/decide.ts': 'theirs\n' });
  const before = snapshot(root);
  await expect(run(root)).rejects.toMatchObject({
    code: 'would_overwrite',
    exitCode: 2,
    message: expect.stringContaining('src/lib/auth/proxy/decide.ts'),
  });
  expect(snapshot(root)).toEqual(before);
  await run(root, '--yes');
  expect(snapshot(root)['src/lib/auth/proxy/decide.ts']).not.toBe('theirs\n');
});

test('uncommitted changes are refused without --allow-dirty', async () => {
  printed();
  const root = temporaryRepository(NEXT_APP);
  commitAll(root);
  writeAt(root, 'src/app/page.tsx', 'changed\n');
  await expect(runPlain(root)).rejects.toMatchObject({
    code: 'target_dirty',
    exitCode: 2,
    message: expect.stringContaining('src/app/page.tsx'),
  });
  await run(root);
  expect(snapshot(root)['src/proxy.ts']).toBeDefined();
  // What is done already needs no clean repository.
  await runPlain(root);
});

test('a target without git is refused without --allow-dirty: nothing could be undone', async () => {
  printed();
  const root = temporaryRepository(NEXT_APP);
  const before = snapshot(root);
  await expect(runPlain(root)).rejects.toMatchObject({
    code: 'target_without_git',
    exitCode: 2,
    message: expect.stringContaining('there is no git here to undo with'),
  });
  expect(snapshot(root)).toEqual(before);
});

test('a dry run says why the result would not build', async () => {
  const output = printed();
  await runPlain(temporaryRepository({ ...NEXT_APP, '.nvmrc': '18\n' }), '--dry-run');
  expect(output()).toMatchObject({
    problems: [
      { code: 'node_too_old', app: null, what: '.nvmrc:1 asks for Node.js 18' },
      { code: 'typescript_missing', app: 'web' },
    ],
  });
});

test('an update lists the files with conflicts, and ends with 1', async () => {
  const output = printed();
  const root = temporaryRepository(NEXT_APP);
  await run(root);
  const folder = 'src/lib/auth';
  const files = snapshot(root);
  const base = readFileSync(join(root, folder, '.sso-copy.base'));
  const record = readRecord(folder, files[`${folder}/.sso-copy.json`] ?? '', base);
  // As if the copy had been made of an older upstream.
  const older = new Map(record.base).set(`${folder}/proxy/decide.ts`, 'older\n');
  const written = writeRecord({ version: '0.0.1', commit: null }, { ...record, base: older });
  writeAt(root, `${folder}/.sso-copy.json`, written.json);
  writeFileSync(join(root, folder, '.sso-copy.base'), written.base);
  writeAt(root, `${folder}/proxy/decide.ts`, 'theirs\n');
  await run(root, '--update');
  expect(output()).toMatchObject({
    files: [{ kind: 'merge', path: `${folder}/proxy/decide.ts`, conflicts: 1 }],
    changelog: expect.arrayContaining([{ version: '0.1.0', text: expect.stringContaining('First version') }]),
    nextSteps: [],
  });
  expect(process.exitCode).toBe(1);
});

test.each(['--source', '--update', '--remove', '--no-clerk-local'])(
  '--tests with %s is refused, rather than ignored',
  async (option) => {
    const root = temporaryRepository(NEXT_APP);
    const rawArgs = [root, '--json', '--allow-dirty', '--tests', option];
    await expect(runCommand(copyCommand, { rawArgs })).rejects.toMatchObject({
      code: 'invalid_usage',
      message: expect.stringContaining(option),
    });
    expect(snapshot(root)).toEqual(NEXT_APP);
  },
);
