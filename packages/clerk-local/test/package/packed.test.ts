import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packedPackageRules } from '@repo/packed-package/rules';
import { expect, test } from 'vitest';
import { PACKAGE } from '../../build/paths.ts';

const packed = packedPackageRules({ directory: PACKAGE, limitBytes: 450_000, data: ['seed.schema.json'] });

test('it is a public package with a command', () => {
  expect(packed().manifest).toMatchObject({
    license: 'MIT',
    engines: { node: '>=20.19' },
    sideEffects: false,
    type: 'module',
    bin: { 'clerk-local': './dist/cli.js' },
  });
  expect(packed().manifest).not.toHaveProperty('private');
});

test('it needs only what browsers load, and the reader of TypeScript seeds', () => {
  expect(Object.keys(packed().manifest.dependencies)).toEqual(['@clerk/clerk-js', '@clerk/ui', 'jiti']);
});

test('README, license and the licenses of bundled libraries are there, and no source', async () => {
  const names = await readdir(packed().files);
  expect(names.toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'SUPPORTED.md',
    'dist',
    'package.json',
    'seed.schema.json',
  ]);
  const licenses = await readFile(join(packed().files, 'dist/LICENSES.txt'), 'utf8');
  for (const library of ['hono', 'jose', 'zod', 'citty', 'httpxy'])
    expect(licenses).toContain(`\n${library} `);
});

test('types name no library that is not installed with the package', async () => {
  for (const name of ['index', 'testing', 'frontend-api-client']) {
    const text = await readFile(join(packed().files, `dist/${name}.d.ts`), 'utf8');
    expect(text).not.toMatch(/\bfrom ['"]|import\(/);
  }
});
