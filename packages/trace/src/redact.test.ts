import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildRedact, secretsInUrl } from './redact.ts';

const redact = buildRedact([]);

test.each([
  {
    name: 'handshake nonce',
    url: 'http://a.b/?__clerk_handshake_nonce=s3cret',
    shown: 'http://a.b/?__clerk_handshake_nonce=…',
  },
  {
    name: 'handshake token',
    url: 'http://a.b/x?y=1&__clerk_handshake=s3cret&z=2',
    shown: 'http://a.b/x?y=1&__clerk_handshake=…&z=2',
  },
  {
    name: 'development browser',
    url: 'http://a.b/?__clerk_db_jwt=s3cret',
    shown: 'http://a.b/?__clerk_db_jwt=…',
  },
  { name: 'ticket', url: 'http://a.b/?__clerk_ticket=s3cret', shown: 'http://a.b/?__clerk_ticket=…' },
  { name: 'session', url: 'http://a.b/?__session=s3cret', shown: 'http://a.b/?__session=…' },
  {
    name: 'code and state',
    url: 'http://a.b/cb?code=s3cret&state=s3cret',
    shown: 'http://a.b/cb?code=…&state=…',
  },
  {
    name: 'a name in capitals, encoded',
    url: 'http://a.b/?Access%5FToken=s3cret',
    shown: 'http://a.b/?Access%5FToken=…',
  },
  { name: 'fragment', url: 'http://a.b/#access_token=s3cret', shown: 'http://a.b/#…' },
  { name: 'password', url: 'http://me:s3cret@a.b/', shown: 'http://…@a.b/' },
  { name: 'path parameter', url: 'http://a.b/x;jsessionid=s3cret', shown: 'http://a.b/x;jsessionid=…' },
  {
    name: 'a URL in a URL',
    url: `http://c.b/v1?redirect_url=${encodeURIComponent('http://a.b/?q=1&code=s3cret')}&format=nonce`,
    shown: 'http://c.b/v1?redirect_url=http%3A%2F%2Fa.b%2F%3Fq%3D1%26code%3D…&format=nonce',
  },
  {
    name: 'a token in a path',
    url: 'http://a.b/in/eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln',
    shown: 'http://a.b/in/…',
  },
])('$name is hidden', ({ url, shown }) => {
  expect(redact(url)).toBe(shown);
});

test.each([
  'https://clerk.acme.example/v1/client/handshake?redirect_url=https%3A%2F%2Fa.b%2F&format=nonce&suffixed_cookies=true&__clerk_hs_reason=dev-browser-missing',
  'http://a.b/search?q=a+b&page=2&error_code=5',
  'text/html; charset=utf-8',
  'private, no-store, max-age=0',
])('%s stays as it is', (text) => {
  expect(redact(text)).toBe(text);
});

describe('whatever a URL nests', () => {
  const secret = fc.stringMatching(/^[a-zA-Z0-9_-]{10,30}$/).map((text) => `Q7${text}`);
  const name = fc.constantFrom(
    'code',
    'state',
    '__clerk_ticket',
    '__clerk_handshake',
    'access_token',
    '__session',
  );

  test('a secret parameter is never shown, at any depth', () => {
    fc.assert(
      fc.property(secret, name, fc.integer({ min: 0, max: 9 }), (value, parameter, depth) => {
        let url = `https://app.example/?${parameter}=${value}&x=1`;
        for (let level = 0; level < depth; level += 1)
          url = `https://app${level}.example/?a=1&next=${encodeURIComponent(url)}`;
        expect(redact(url)).not.toContain(value);
      }),
    );
  });

  test('what a URL hides is hidden in every other text', () => {
    fc.assert(
      fc.property(secret, name, (value, parameter) => {
        const url = `https://a.example/?next=${encodeURIComponent(`https://b.example/?${parameter}=${value}`)}`;
        expect(buildRedact(secretsInUrl(url))(`failed for ${value}!`)).toBe('failed for …!');
      }),
    );
  });
});

test('a known secret is hidden in its encoded form, too', () => {
  const hide = buildRedact(['abc/def+ghi=']);
  expect(hide('x abc/def+ghi= y abc%2Fdef%2Bghi%3D z')).toBe('x … y … z');
});

test('text cannot steer the terminal', () => {
  expect(redact('a\u001b[31mb\u009b2Jc\r\nd')).toBe('a [31mb 2Jc  d');
});
