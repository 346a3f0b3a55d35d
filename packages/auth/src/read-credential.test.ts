import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCookies } from './read-cookies.ts';
import { readCredential, tokenTypeOf } from './read-credential.ts';

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (header: object, payload: object) => `${encode(header)}.${encode(payload)}.sig`;

test.each([
  ['ak_1', 'api_key'],
  ['mt_1', 'm2m_token'],
  ['oat_1', 'oauth_token'],
  [jwt({ typ: 'at+jwt' }, { sub: 'user_1' }), 'oauth_token'],
  [jwt({ typ: 'application/at+jwt' }, { sub: 'mch_1' }), 'oauth_token'],
  [jwt({ typ: 'JWT' }, { sub: 'mch_1' }), 'm2m_token'],
  [jwt({ typ: 'JWT' }, { sub: 'user_1' }), 'session_token'],
  ['garbage', 'session_token'],
])('%s is taken for %s', (token, type) => {
  expect(tokenTypeOf(token)).toBe(type);
});

test.each([
  ['nothing', {}, { kind: 'none' }],
  [
    'a bearer token',
    { authorization: 'Bearer ak_1' },
    { kind: 'token', type: 'api_key', token: 'ak_1', from: 'header' },
  ],
  [
    'a bearer token beside a cookie',
    { authorization: 'Bearer ak_1', cookie: '__session=a' },
    { kind: 'token', type: 'api_key', token: 'ak_1', from: 'header' },
  ],
  [
    'another scheme beside a cookie',
    { authorization: 'Basic eDp5', cookie: '__session=a' },
    { kind: 'token', type: 'session_token', token: 'a', from: 'cookie' },
  ],
  [
    'a word alone is a token, as to Clerk’s SDK, and no good one',
    { authorization: 'Bearer ' },
    { kind: 'token', type: 'session_token', token: 'Bearer', from: 'header' },
  ],
  [
    'the instance’s own cookie before the shared one',
    { cookie: '__session=a; __session_sfx=b' },
    { kind: 'token', type: 'session_token', token: 'b', from: 'cookie' },
  ],
  [
    'a cookie that looks like an API key is no API key',
    { cookie: '__session=ak_1' },
    { kind: 'token', type: 'session_token', token: 'ak_1', from: 'cookie' },
  ],
  ['two cookies that differ', { cookie: '__session=a; __session=b' }, { kind: 'ambiguous' }],
  [
    'two cookies that are the same',
    { cookie: '__session=a; __session=a' },
    { kind: 'token', type: 'session_token', token: 'a', from: 'cookie' },
  ],
  ['another instance’s cookie', { cookie: '__session_other=a' }, { kind: 'none' }],
] as const)('%s', (_name, headers, expected) => {
  expect(readCredential(new Headers(headers), 'sfx')).toEqual(expected);
});

test('whatever a stranger sends is read', () => {
  const header = fc.string().filter((value) => {
    try {
      new Headers({ x: value });
      return true;
    } catch {
      return false;
    }
  });
  fc.assert(
    fc.property(header, header, (authorization, cookie) => {
      expect(['none', 'ambiguous', 'token']).toContain(
        readCredential(new Headers({ authorization, cookie }), 'sfx').kind,
      );
    }),
  );
});

test('cookies: the first of a name counts, and nothing is decoded', () => {
  expect([...readCookies('a=1; b = x=y ;a=2;; =z; c; d=%20')]).toEqual([
    ['a', '1'],
    ['b', 'x=y'],
    ['d', '%20'],
  ]);
  expect(readCookies(null).size).toBe(0);
});
