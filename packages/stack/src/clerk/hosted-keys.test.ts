import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHostedKeys } from './hosted-keys.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hosted-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const both = { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_a', CLERK_SECRET_KEY: 'sk_test_a' };

test('no keys anywhere mean the local Clerk', () => {
  expect(readHostedKeys({}, join(folder, 'absent'))).toBeNull();
  expect(readHostedKeys({ CLERK_SECRET_KEY: '' }, file('OTHER=1\n'))).toBeNull();
});

test('keys come from the file with everything else in it', () => {
  const path = file('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_test_a\nCLERK_SECRET_KEY="sk_test_a"\nOTHER=1\n');
  expect(readHostedKeys({}, path)).toEqual({ ...both, OTHER: '1' });
});

test('the environment wins over the file', () => {
  const path = file('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_test_file\nCLERK_SECRET_KEY=sk_test_file\n');
  expect(readHostedKeys(both, path)).toEqual(both);
});

test.each([
  {
    name: 'the secret key',
    env: { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_test_a' },
    missing: 'CLERK_SECRET_KEY',
  },
  {
    name: 'the publishable key',
    env: { CLERK_SECRET_KEY: 'sk_test_a' },
    missing: 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
  },
])('$name missing alone is an error that names it and shows no key', ({ env, missing }) => {
  const attempt = () => readHostedKeys(env, join(folder, 'absent'));
  expect(attempt).toThrow(expect.objectContaining({ code: 'incomplete_keys' }));
  expect(attempt).toThrow(new RegExp(`^${missing} is not set`));
  expect(attempt).not.toThrow(/[ps]k_test_a/);
});

function file(content: string): string {
  const path = join(folder, '.env.local');
  writeFileSync(path, content);
  return path;
}
