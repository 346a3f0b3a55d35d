import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseStorageState, renderStorageState } from './storage-state-jar.ts';
import { storedCookie } from './stored-cookie.fixture.ts';

test('parse after render is identity, and what is not cookies stays', () => {
  fc.assert(
    fc.property(fc.array(storedCookie()), fc.array(fc.jsonValue()), (cookies, origins) => {
      const kept = cookies.map((cookie) => ({ ...cookie, sameSite: cookie.sameSite ?? 'Lax' }));
      const rest = { origins, other: 1 };
      // JSON knows no negative zero.
      const expected = JSON.parse(JSON.stringify({ cookies: kept, rest }));
      expect(parseStorageState(renderStorageState(kept, rest))).toEqual(expected);
    }),
  );
});

test("Playwright's file is read: -1 is a session cookie, a leading dot a domain", () => {
  const cookie = { name: 'a', value: 'b', path: '/', httpOnly: true, secure: true, sameSite: 'Lax' };
  const text = JSON.stringify({
    cookies: [
      { ...cookie, domain: '.acme.localhost', expires: 1795000000.5 },
      { ...cookie, domain: 'account.acme.localhost', expires: -1 },
    ],
    origins: [],
  });
  expect(parseStorageState(text).cookies).toMatchObject([
    { domain: 'acme.localhost', isHostOnly: false, expiresAtSeconds: 1795000000.5 },
    { domain: 'account.acme.localhost', isHostOnly: true, expiresAtSeconds: null },
  ]);
});

test.each([
  { name: 'a syntax error', text: '{\n "cookies": [\n  S3CRET\n]}', message: /^not valid JSON$/, line: 3 },
  { name: 'a truncated file', text: '{\n "cookies": [', message: /^not valid JSON$/, line: 2 },
  { name: 'no cookies', text: '{"S3CRET":1}', message: /^cookies is not/, line: undefined },
  {
    name: 'a cookie without domain',
    text: '{"cookies":[{"name":"a","value":"S3CRET","path":"/"}]}',
    message: /^cookies\[0\]\.domain is not/,
    line: undefined,
  },
])('$name is named, and not shown', ({ text, message, line }) => {
  expect(() => parseStorageState(text)).toThrow(
    expect.objectContaining({ line, message: expect.stringMatching(message) }),
  );
  expect(() => parseStorageState(text)).not.toThrow(/S3CRET/);
});

test.each([
  { name: 'the first token', text: '{x', line: 1 },
  { name: 'an unquoted word', text: '{\n "a": [\n  word\n ]\n}', line: 3 },
  { name: 'a comma too many', text: '{\n "a": 1,\n}', line: 3 },
  { name: 'a string over two lines', text: '{ "cookies": [\n "a\nb"\n]}', line: 2 },
  { name: 'something after the end', text: '{}\n\n{}', line: 3 },
  { name: 'a comment', text: '{\n // theirs\n}', line: 2 },
  { name: 'nothing', text: '', line: 1 },
  { name: 'a text cut off', text: '{\n "a": [\n  1,', line: 3 },
])('$name: the error names line $line', ({ text, line }) => {
  expect(() => parseStorageState(text)).toThrow(expect.objectContaining({ name: 'MalformedJarError', line }));
});

test('a word put into any document is found in its line', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(), (values, seed) => {
      const lines = JSON.stringify(values, null, 1).split('\n');
      const at = seed % lines.length;
      const broken = lines.map((text, index) => (index === at ? `§${text}` : text)).join('\n');
      expect(() => parseStorageState(broken)).toThrow(expect.objectContaining({ line: at + 1 }));
    }),
  );
});
