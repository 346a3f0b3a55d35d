import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readStackInfo, removeStackInfo, writeStackInfo } from './stack-info.ts';

const clerk = { url: 'http://127.0.0.1:3101', publishableKey: 'pk', secretKey: 'sk', jwtKey: 'PEM' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stack-info-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('only the owner can read it, also where a file with a looser mode was', () => {
  const path = join(folder, 'deep/stack.json');
  writeStackInfo(path, { port: 3100, clerk });
  expect(statSync(path).mode & 0o777).toBe(0o600);

  const loose = join(folder, 'loose.json');
  writeFileSync(loose, '{}', { mode: 0o644 });
  writeStackInfo(loose, { port: 3100, clerk });
  expect(statSync(loose).mode & 0o777).toBe(0o600);
});

test('what is written can be read: port, address and keys', () => {
  const path = join(folder, 'stack.json');
  writeStackInfo(path, { port: 3100, clerk });
  expect(readStackInfo(path)).toEqual({
    port: 3100,
    apiUrl: 'http://127.0.0.1:3101',
    publishableKey: 'pk',
    secretKey: 'sk',
    jwtKey: 'PEM',
  });
});

test.each([
  { name: 'a removed file', content: undefined },
  { name: 'no JSON', content: '{' },
  { name: 'no object of a stack', content: '{"port":3100}' },
  {
    name: 'a Clerk that is not on this machine',
    content: JSON.stringify({
      port: 3100,
      apiUrl: 'https://api.clerk.com',
      publishableKey: 'pk',
      secretKey: 'sk',
      jwtKey: 'PEM',
    }),
  },
])('$name is refused', ({ content }) => {
  const path = join(folder, 'stack.json');
  writeStackInfo(path, { port: 3100, clerk });
  if (content === undefined) removeStackInfo(path);
  else writeFileSync(path, content);
  expect(() => readStackInfo(path)).toThrow(
    expect.objectContaining({ code: 'stack_info_unreadable', exitCode: 2 }),
  );
});
