import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeInfo } from './info-file.ts';

const clerk = { url: 'http://127.0.0.1:3101', publishableKey: 'pk', secretKey: 'sk', jwtKey: 'PEM' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'info-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('only the owner can read it, also where a looser file was', () => {
  const path = join(folder, 'deep/stack.json');
  writeInfo(path, { port: 3100, clerk });
  expect(statSync(path).mode & 0o777).toBe(0o600);

  const loose = join(folder, 'loose.json');
  writeFileSync(loose, '{}', { mode: 0o644 });
  writeInfo(loose, { port: 3100, clerk });
  expect(statSync(loose).mode & 0o777).toBe(0o600);
});

test('it names port, address and keys', () => {
  const path = join(folder, 'stack.json');
  writeInfo(path, { port: 3100, clerk });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    port: 3100,
    apiUrl: 'http://127.0.0.1:3101',
    publishableKey: 'pk',
    secretKey: 'sk',
    jwtKey: 'PEM',
  });
});
