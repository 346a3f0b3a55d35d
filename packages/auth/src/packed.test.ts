import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packedPackageRules } from '@repo/packed-package/rules';
import { expect, test } from 'vitest';

const packed = packedPackageRules({
  directory: fileURLToPath(new URL('..', import.meta.url)),
  limitBytes: 250_000,
});

test('components that need a browser say so in the build as well', async () => {
  const built = await readFile(join(packed().files, 'dist/client/session-watch.js'), 'utf8');
  expect(built.startsWith(`'use client';`)).toBe(true);
});
