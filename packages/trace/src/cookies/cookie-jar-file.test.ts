import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCookieJarFile } from './cookie-jar-file.ts';
import type { StoredCookie } from './stored-cookie.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cookie-jar-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const COOKIE: StoredCookie = {
  name: '__client',
  value: 'value',
  domain: 'clerk.acme.localhost',
  isHostOnly: true,
  path: '/',
  isSecure: false,
  isHttpOnly: true,
  expiresAtSeconds: 4_000_000_000,
  sameSite: 'Lax',
};

function file(text: string, mode = 0o644): string {
  const path = join(folder, 'jar');
  writeFileSync(path, text, { mode });
  return path;
}

test.each([
  { name: 'an empty file becomes cookies.txt', text: '', begins: '# Netscape' },
  { name: 'cookies.txt stays cookies.txt', text: '# Netscape HTTP Cookie File\n', begins: '# Netscape' },
  { name: 'storageState stays storageState', text: '{"cookies":[],"origins":[]}', begins: '{' },
])('$name, readable by its owner alone', ({ text, begins }) => {
  const path = file(text);
  readCookieJarFile(path).save([COOKIE]);
  expect(readFileSync(path, 'utf8').startsWith(begins)).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readCookieJarFile(path).cookies).toMatchObject([
    { name: '__client', value: 'value', isHostOnly: true },
  ]);
});

test('a link keeps pointing to the jar', () => {
  const path = file('');
  const link = join(folder, 'link');
  symlinkSync(path, link);
  readCookieJarFile(link).save([COOKIE]);
  expect(readCookieJarFile(path).cookies).toHaveLength(1);
});

test('a missing file is an error that names it, not an empty jar', () => {
  const path = join(folder, 'absent');
  expect(() => readCookieJarFile(path)).toThrow(
    expect.objectContaining({
      code: 'cookie_jar_unreadable',
      exitCode: 2,
      message: expect.stringContaining(`${path}: cannot be read (ENOENT)`),
    }),
  );
});

test('a folder is no jar', () => {
  mkdirSync(join(folder, 'sub'));
  expect(() => readCookieJarFile(join(folder, 'sub'))).toThrow(
    expect.objectContaining({ code: 'cookie_jar_unreadable' }),
  );
});

test.each([
  { name: 'cookies.txt', text: '# x\nS3CRET', place: 'jar:2: ' },
  { name: 'storageState', text: '{\n\nS3CRET', place: 'jar:3: ' },
  {
    name: 'storageState of another shape',
    text: '{"cookies":[{"value":"S3CRET"}]}',
    place: 'jar: cookies[0].',
  },
])('a malformed $name is an error that names file and line, and stays as it is', ({ text, place }) => {
  const path = file(text);
  const read = () => readCookieJarFile(path);
  expect(read).toThrow(
    expect.objectContaining({
      code: 'cookie_jar_malformed',
      exitCode: 2,
      message: expect.stringContaining(place),
    }),
  );
  expect(read).not.toThrow(/S3CRET/);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a jar that has become unwritable is one clear error', () => {
  const path = file('');
  const jar = readCookieJarFile(path);
  rmSync(path);
  expect(() => jar.save([COOKIE])).toThrow(expect.objectContaining({ code: 'cookie_jar_unwritable' }));
});
