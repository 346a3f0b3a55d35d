import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSeed } from 'clerk-local';
import { startClerkLocal } from 'clerk-local/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createFolder, runCommand } from './run-command.fixture.ts';

test('both kinds of file hold the same seed, and a Clerk starts with it', async () => {
  const cwd = await createFolder();
  expect(await runCommand(cwd, ['init'])).toMatchObject({ code: 0, stderr: '' });
  expect(await runCommand(cwd, ['init', 'seed.ts'])).toMatchObject({ code: 0, stderr: '' });
  const seed = await loadSeed(join(cwd, 'clerk-local.seed.yaml'));
  expect(await loadSeed(join(cwd, 'seed.ts'))).toEqual(seed);
  const clerk = await startClerkLocal({ seed });
  onTestFinished(() => clerk.close());
  expect(seed.users.map(({ emailAddress }) => emailAddress)).toEqual(['ada@acme.test', 'grace@acme.test']);
});

test('a file that exists is replaced with --force only', async () => {
  const cwd = await createFolder();
  await writeFile(join(cwd, 'seed.yaml'), 'mine');
  const refused = await runCommand(cwd, ['init', 'seed.yaml']);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('code=file_exists');
  expect(await readFile(join(cwd, 'seed.yaml'), 'utf8')).toBe('mine');
  expect(await runCommand(cwd, ['init', 'seed.yaml', '--force'])).toMatchObject({ code: 0 });
  expect(await readFile(join(cwd, 'seed.yaml'), 'utf8')).toContain('ada@acme.test');
});

test.each([
  { args: ['init', 'seed.toml'], says: 'code=file_unwritable' },
  { args: ['init', 'no/such/folder/seed.yaml'], says: 'code=file_unwritable' },
  { args: ['init', 'a.yaml', 'b.yaml'], says: 'code=option_unknown' },
  { args: ['init', '--forced'], says: 'code=option_unknown' },
])('$args: $says', async ({ args, says }) => {
  const { stderr } = await runCommand(await createFolder(), args);
  expect(stderr).toContain(says);
});
