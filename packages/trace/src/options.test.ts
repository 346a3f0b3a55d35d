import { expect, test } from 'vitest';
import { exitCodeOf, parseMaxHops, parseStartUrl } from './options.ts';

test.each([
  'http://platform.acme.localhost:3000/',
  'https://acme.example',
  'ftp://acme.example/',
  'mailto:a@b.c',
])('%s is a URL to begin with, whatever comes of it', (url) => {
  expect(parseStartUrl(url, [url]).href).toBe(new URL(url).href);
});

test.each([
  { name: 'none', url: undefined, positional: [] },
  { name: 'an empty one', url: '', positional: [''] },
  { name: 'a host', url: 'acme.example', positional: ['acme.example'] },
  { name: 'a host with a port', url: 'localhost:3000', positional: ['localhost:3000'] },
  { name: 'a path', url: '/dashboard?code=S3CRET', positional: ['/dashboard?code=S3CRET'] },
  { name: 'a broken one', url: 'http://[S3CRET', positional: ['http://[S3CRET'] },
  { name: 'two', url: 'http://a.b', positional: ['http://a.b', 'http://c.d'] },
])('$name is wrong usage', ({ url, positional }) => {
  const parse = () => parseStartUrl(url, positional);
  expect(parse).toThrow(expect.objectContaining({ code: 'invalid_usage', exitCode: 2 }));
  expect(parse).not.toThrow(/S3CRET/);
});

test('20 hops, or as many as asked for', () => {
  expect([parseMaxHops(undefined), parseMaxHops('1'), parseMaxHops('100')]).toEqual([20, 1, 100]);
});

test.each(['0', '101', '-1', '1.5', '1e2', 'many', ''])('"%s" hops are wrong usage', (option) => {
  expect(() => parseMaxHops(option)).toThrow(expect.objectContaining({ code: 'invalid_usage', exitCode: 2 }));
});

test.each([
  { outcome: 'signed-in', code: 0 },
  { outcome: 'anonymous', code: 0 },
  { outcome: 'session-sync', code: 0 },
  { outcome: 'signed-out-although-signed-in', code: 1 },
  { outcome: 'loop', code: 1 },
  { outcome: 'error', code: 1 },
] as const)('$outcome ends with $code', ({ outcome, code }) => {
  expect(exitCodeOf(outcome)).toBe(code);
});
