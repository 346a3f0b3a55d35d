import { chmodSync, chownSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { applyPlan } from './apply-plan.ts';
import { readAt, snapshot, temporaryRepository } from './temporary-repository.fixture.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const create = (path: string) => ({ kind: 'create', path, text: 'new\n' }) as const;
const edit = (path: string) => ({ kind: 'edit', path, text: 'edited\n', changes: [] }) as const;
const FILES = { 'package.json': '{}\n', 'next.config.ts': 'theirs\n', 'app/page.tsx': 'theirs\n' };

/** The super-user may write anywhere: the test goes on as another one. */
function asPlainUser(root: string): void {
  if (!isRoot) return;
  for (const path of ['', ...Object.keys(FILES), 'app']) chownSync(join(root, path), NOBODY, NOBODY);
  process.seteuid?.(NOBODY);
}

afterEach(() => {
  if (isRoot) process.seteuid?.(0);
});

test('a whole plan is written: new folders, edits, deletions and the record', () => {
  const root = temporaryRepository({ ...FILES, 'old.ts': '' });
  const files = [create('vendor/a/b.ts'), { kind: 'delete', path: 'old.ts' } as const];
  applyPlan(root, { files, edits: [edit('next.config.ts')] }, new Map([['.record', Buffer.from('x')]]));
  expect(snapshot(root)).toEqual({
    ...FILES,
    'next.config.ts': 'edited\n',
    'vendor/a/b.ts': 'new\n',
    '.record': 'x',
  });
});

test('a file with Windows’ line ends keeps them', () => {
  const root = temporaryRepository({ 'next.config.ts': 'a\r\nb\r\n' });
  applyPlan(root, { files: [], edits: [edit('next.config.ts')] }, new Map());
  expect(readFileSync(join(root, 'next.config.ts'), 'utf8')).toBe('edited\r\n');
});

describe('all or nothing', () => {
  test.each([
    { name: 'a read-only file', readOnly: 'next.config.ts', mode: 0o444 },
    { name: 'a read-only folder', readOnly: 'app', mode: 0o555 },
  ])('$name: nothing is written', ({ readOnly, mode }) => {
    const root = temporaryRepository(FILES);
    chmodSync(join(root, readOnly), mode);
    asPlainUser(root);
    const files = [create('lib/auth/a.ts'), create('app/sign-in/page.tsx')];
    expect(() => applyPlan(root, { files, edits: [edit('next.config.ts')] }, new Map())).toThrow(
      expect.objectContaining({
        code: 'target_unwritable',
        exitCode: 2,
        message: expect.stringMatching(/EACCES.*[Nn]othing (was|is) changed/s),
      }),
    );
    expect(snapshot(root)).toEqual(FILES);
  });

  test.each([
    {
      name: 'a folder where a file goes',
      make: (root: string) => mkdirSync(join(root, 'proxy.ts')),
      path: 'proxy.ts',
    },
    { name: 'a file where a folder goes', make: () => undefined, path: 'package.json/sub/a.ts' },
    {
      name: 'a link out of the target',
      make: (root: string) => symlinkSync(temporaryRepository({}), join(root, 'lib')),
      path: 'lib/auth/a.ts',
    },
    {
      name: 'a link that leads nowhere',
      make: (root: string) => symlinkSync('../nowhere.ts', join(root, 'proxy.ts')),
      path: 'proxy.ts',
    },
  ])('$name: nothing is written', ({ make, path }) => {
    const root = temporaryRepository(FILES);
    make(root);
    const plan = { files: [create('first/a.ts'), create(path)], edits: [edit('next.config.ts')] };
    expect(() => applyPlan(root, plan, new Map())).toThrow(
      expect.objectContaining({ code: 'target_unwritable', message: expect.stringContaining(path) }),
    );
    expect(snapshot(root)).toEqual(FILES);
  });

  test('a failure that no check could foresee takes back what was written before', () => {
    const root = temporaryRepository({ ...FILES, 'old.ts': 'old\n' });
    chmodSync(join(root, 'old.ts'), 0o640);
    const files = [
      create('lib/auth/a.ts'),
      { kind: 'delete', path: 'old.ts' } as const,
      // Two parts of one plan that cannot both be: a file, and a folder of its name.
      create('lib/auth/b'),
      create('lib/auth/b/c.ts'),
    ];
    expect(() => applyPlan(root, { files, edits: [] }, new Map())).toThrow(
      expect.objectContaining({
        code: 'target_unwritable',
        message: expect.stringContaining('lib/auth/b/c.ts cannot be written'),
      }),
    );
    expect(snapshot(root)).toEqual({ ...FILES, 'old.ts': 'old\n' });
    expect(() => readAt(root, 'lib')).toThrow('ENOENT');
  });
});
