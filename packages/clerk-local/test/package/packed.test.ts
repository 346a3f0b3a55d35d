import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PACKAGE } from '../../build/paths.ts';
import source from '../../package.json' with { type: 'json' };
import { type PackedPackage, pack } from './pack.fixture.ts';

/** What people download for this package itself, bytes. */
const TARBALL_LIMIT = 450_000;

let packed: PackedPackage;

beforeAll(async () => {
  packed = await pack();
});
afterAll(() => packed.remove());

test('nothing in the manifest leads back into this repository', () => {
  expect(JSON.stringify(packed.manifest)).not.toMatch(/workspace:|catalog:|@repo\/|@subdomain-sso\//);
  expect(packed.manifest).toMatchObject({
    license: 'MIT',
    engines: { node: '>=20.19' },
    sideEffects: false,
    type: 'module',
    bin: { 'clerk-local': './dist/cli.js' },
  });
  expect(packed.manifest).not.toHaveProperty('private');
});

test('it needs only what browsers load, and the reader of TypeScript seeds', () => {
  expect(Object.keys(packed.manifest.dependencies)).toEqual(['@clerk/clerk-js', '@clerk/ui', 'jiti']);
});

test('the entry points are those of the workspace, and their files are there', () => {
  const { exports, bin } = packed.manifest;
  expect(Object.keys(exports)).toEqual([...Object.keys(source.exports), './package.json']);
  const targets = Object.values(exports).flatMap((each) =>
    typeof each === 'string' ? [each] : Object.values(each),
  );
  for (const target of [...targets, ...Object.values(bin)]) {
    expect(existsSync(join(packed.files, target)), target).toBe(true);
  }
});

test('README, license and the licenses of bundled libraries are there, and no source', async () => {
  const names = await readdir(packed.files);
  expect(names.toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'SUPPORTED.md',
    'dist',
    'package.json',
    'seed.schema.json',
  ]);
  const licenses = await readFile(join(packed.files, 'dist/LICENSES.txt'), 'utf8');
  for (const library of ['hono', 'jose', 'zod', 'citty', 'httpxy'])
    expect(licenses).toContain(`\n${library} `);
});

test('types name no library that is not installed with the package', async () => {
  for (const name of ['index', 'testing', 'frontend-api-client']) {
    const text = await readFile(join(packed.files, `dist/${name}.d.ts`), 'utf8');
    expect(text).not.toMatch(/\bfrom ['"]|import\(/);
  }
});

test('publint has nothing to say', async () => {
  const { messages, pkg } = await publint({ pkgDir: packed.files, pack: false, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test('the types are found under every way of resolving modules that knows ESM', async () => {
  const attw = join(PACKAGE, 'node_modules/.bin/attw');
  const args = [packed.tarball, '--profile', 'esm-only', '--exclude-entrypoints', 'seed.schema.json'];
  // It ends with 1 where it finds a problem.
  await expect(promisify(execFile)(attw, args)).resolves.toMatchObject({ stderr: '' });
});

test(`the tarball has at most ${TARBALL_LIMIT} bytes`, async () => {
  expect((await stat(packed.tarball)).size).toBeLessThanOrEqual(TARBALL_LIMIT);
});
