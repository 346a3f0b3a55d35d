import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNetscapeJar, renderNetscapeJar } from './netscape-jar.ts';
import { storedCookie } from './stored-cookie.fixture.ts';

test("curl's file is read", () => {
  const text = [
    '# Netscape HTTP Cookie File',
    '# https://curl.se/docs/http-cookies.html',
    '',
    '.acme.localhost\tTRUE\t/\tFALSE\t1795000000\t__client_uat\t1763600000',
    '#HttpOnly_clerk.acme.localhost\tFALSE\t/\tTRUE\t0\t__client\tvalue=with=signs',
    'acme.localhost\tFALSE\t/x\tFALSE\t0\tempty',
  ].join('\r\n');
  const rest = { isHttpOnly: false, isSecure: false, sameSite: null, path: '/', expiresAtSeconds: null };
  expect(parseNetscapeJar(text)).toEqual([
    {
      ...rest,
      name: '__client_uat',
      value: '1763600000',
      domain: 'acme.localhost',
      isHostOnly: false,
      expiresAtSeconds: 1795000000,
    },
    {
      ...rest,
      name: '__client',
      value: 'value=with=signs',
      domain: 'clerk.acme.localhost',
      isHostOnly: true,
      isSecure: true,
      isHttpOnly: true,
    },
    { ...rest, name: 'empty', value: '', domain: 'acme.localhost', isHostOnly: true, path: '/x' },
  ]);
});

test('parse after render is identity', () => {
  fc.assert(
    fc.property(fc.array(storedCookie()), (cookies) => {
      const kept = cookies.map((cookie) => ({ ...cookie, sameSite: null }));
      expect(parseNetscapeJar(renderNetscapeJar(kept))).toEqual(kept);
    }),
  );
});

describe('a malformed line is named, and not shown', () => {
  test.each([
    { line: 'S3CRET', says: '1 field(s)' },
    { line: 'a.b FALSE / FALSE 0 name S3CRET', says: '1 field(s)' },
    { line: '\tTRUE\t/\tFALSE\t0\tname\tS3CRET', says: 'field 1' },
    { line: 'a.b\tyes\t/\tFALSE\t0\tname\tS3CRET', says: 'field 2' },
    { line: 'a.b\tTRUE\tx\tFALSE\t0\tname\tS3CRET', says: 'field 3' },
    { line: 'a.b\tTRUE\t/\t1\t0\tname\tS3CRET', says: 'field 4' },
    { line: 'a.b\tTRUE\t/\tTRUE\tsoon\tname\tS3CRET', says: 'field 5' },
    { line: 'a.b\tTRUE\t/\tTRUE\t0\tname\tS3CRET\tmore', says: '8 field(s)' },
  ])('$says of $line', ({ line, says }) => {
    expect(() => parseNetscapeJar(`# comment\n\n${line}\n`)).toThrow(
      expect.objectContaining({ line: 3, message: expect.stringContaining(says) }),
    );
    expect(() => parseNetscapeJar(line)).not.toThrow(/S3CRET/);
  });
});
