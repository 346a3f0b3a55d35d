import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRequest } from '../request/read-request.ts';
import { readCredential, tokenTypeOf } from './read-credential.ts';

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (header: object, payload: object) => `${encode(header)}.${encode(payload)}.sig`;

const credentialOf = (headers: Headers) =>
  readCredential(readRequest(new Request('http://a.localhost', { headers }), 'sfx'));

test.each([
  ['ak_1', 'api_key'],
  ['mt_1', 'm2m_token'],
  ['oat_1', 'oauth_token'],
  [jwt({ typ: 'at+jwt' }, { sub: 'user_1' }), 'oauth_token'],
  [jwt({ typ: 'application/at+jwt' }, { sub: 'mch_1' }), 'oauth_token'],
  [jwt({ typ: 'JWT' }, { sub: 'mch_1' }), 'm2m_token'],
  [jwt({ typ: 'JWT' }, { sub: 'user_1' }), 'session_token'],
  ['garbage', 'session_token'],
])('%s is classified as %s', (token, type) => {
  expect(tokenTypeOf(token)).toBe(type);
});

test.each([
  ['nothing', {}, { kind: 'none' }],
  [
    'a bearer token',
    { authorization: 'Bearer ak_1' },
    { kind: 'token', type: 'api_key', token: 'ak_1', carrier: 'header' },
  ],
  [
    'a bearer token beside a cookie',
    { authorization: 'Bearer ak_1', cookie: '__session=a' },
    { kind: 'token', type: 'api_key', token: 'ak_1', carrier: 'header' },
  ],
  [
    'another scheme beside a cookie',
    { authorization: 'Basic eDp5', cookie: '__session=a' },
    { kind: 'token', type: 'session_token', token: 'a', carrier: 'cookie' },
  ],
  [
    'a single word is a token, as in Clerk’s SDK, and an invalid one',
    { authorization: 'Bearer ' },
    { kind: 'token', type: 'session_token', token: 'Bearer', carrier: 'header' },
  ],
  [
    'the instance’s own cookie before the shared one',
    { cookie: '__session=a; __session_sfx=b' },
    { kind: 'token', type: 'session_token', token: 'b', carrier: 'cookie' },
  ],
  [
    'a cookie that looks like an API key is no API key',
    { cookie: '__session=ak_1' },
    { kind: 'token', type: 'session_token', token: 'ak_1', carrier: 'cookie' },
  ],
  ['two cookies that differ', { cookie: '__session=a; __session=b' }, { kind: 'ambiguous' }],
  [
    'two cookies that are the same',
    { cookie: '__session=a; __session=a' },
    { kind: 'token', type: 'session_token', token: 'a', carrier: 'cookie' },
  ],
  ['another instance’s cookie', { cookie: '__session_other=a' }, { kind: 'none' }],
] as const)('%s', (_name, headers, expected) => {
  expect(credentialOf(new Headers(headers))).toEqual(expected);
});

test('every value of the headers is read without an error', () => {
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
        credentialOf(new Headers({ authorization, cookie })).kind,
      );
    }),
  );
});
