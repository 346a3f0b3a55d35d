import { expect, test } from 'vitest';
import { createBrowserCookies } from './browser-cookies.ts';

const CLERK = new URL('http://clerk.acme.localhost:3000/v1/client');
const PLATFORM = new URL('http://platform.acme.localhost:3000/orgs/acme');
const DEPLOYED = new URL('https://platform.acme.example/');
const PLAIN = new URL('http://platform.acme.example/');

test.each([
  {
    name: 'Domain under .localhost',
    line: 'a=1; Domain=.acme.localhost; Path=/',
    from: CLERK,
    to: PLATFORM,
    sent: ['a'],
  },
  { name: 'host-only', line: '__session=1; Path=/', from: CLERK, to: PLATFORM, sent: [] },
  {
    name: 'host-only, same host',
    line: '__session=1; Path=/',
    from: PLATFORM,
    to: PLATFORM,
    sent: ['__session'],
  },
  {
    name: 'Secure on http://*.localhost',
    line: 'a=1; Path=/; Secure',
    from: PLATFORM,
    to: PLATFORM,
    sent: ['a'],
  },
  {
    name: 'Secure, set by https, asked over http',
    line: 'a=1; Path=/; Secure',
    from: DEPLOYED,
    to: PLAIN,
    sent: [],
  },
  {
    name: 'default path',
    line: 'a=1',
    from: new URL('http://a.localhost/x/y'),
    to: new URL('http://a.localhost/z'),
    sent: [],
  },
  { name: 'expired', line: 'a=1; Path=/; Max-Age=0', from: PLATFORM, to: PLATFORM, sent: [] },
  {
    name: 'another port of the host',
    line: 'a=1; Path=/',
    from: PLATFORM,
    to: new URL('http://platform.acme.localhost:9/'),
    sent: ['a'],
  },
])('taken, $name: sent on $sent', async ({ line, from, to, sent }) => {
  const cookies = await createBrowserCookies([]);
  expect(await cookies.receive(line, from)).toBeNull();
  expect((await cookies.sentTo(to)).map(({ name }) => name)).toEqual(sent);
});

test.each([
  { name: 'Secure on plain http', line: 'a=1; Secure', from: PLAIN, because: /plain http/ },
  {
    name: 'a foreign domain',
    line: 'a=1; Domain=other.example',
    from: DEPLOYED,
    because: /not one of this host/,
  },
  {
    name: 'a sibling',
    line: 'a=1; Domain=account.acme.example',
    from: DEPLOYED,
    because: /not one of this host/,
  },
  {
    name: 'a public suffix',
    line: 'a=1; Domain=vercel.app',
    from: new URL('https://a.vercel.app/'),
    because: /public suffix/,
  },
  {
    name: 'a top-level domain',
    line: 'a=1; Domain=com',
    from: new URL('https://acme.com/'),
    because: /public suffix/,
  },
  { name: 'all of localhost', line: 'a=1; Domain=localhost', from: PLATFORM, because: /public suffix/ },
  {
    name: '__Host- with Domain',
    line: '__Host-a=1; Secure; Path=/; Domain=acme.example',
    from: DEPLOYED,
    because: /prefix/,
  },
  { name: 'more than 4096 bytes', line: `a=${'x'.repeat(4096)}`, from: DEPLOYED, because: /4096 bytes/ },
  {
    name: 'SameSite=None without Secure',
    line: 'a=1; SameSite=None',
    from: DEPLOYED,
    because: /needs Secure/,
  },
  { name: 'no name', line: '; Path=/', from: DEPLOYED, because: /malformed/ },
])('refused, as browsers do: $name', async ({ line, from, because }) => {
  const cookies = await createBrowserCookies([]);
  expect(await cookies.receive(line, from)).toMatch(because);
  expect(await cookies.all()).toEqual([]);
});

test('Max-Age counts from when the cookie was set, however often it is sent', async () => {
  let now = Date.now() - 5000;
  const cookies = await createBrowserCookies([], () => now);
  await cookies.receive('__clerk_redirect_count=1; Path=/; Max-Age=2', PLATFORM);
  expect(await cookies.all()).toHaveLength(1);
  now += 2001;
  expect(await cookies.all()).toEqual([]);
  expect(await cookies.sentTo(PLATFORM)).toEqual([]);
});

test('what it starts with is sent as a browser would', async () => {
  const base = {
    value: '1',
    path: '/',
    isSecure: false,
    isHttpOnly: false,
    sameSite: null,
    domain: 'acme.localhost',
  };
  const cookies = await createBrowserCookies([
    { ...base, name: 'shared', isHostOnly: false, expiresAtSeconds: null },
    { ...base, name: 'host', isHostOnly: true, expiresAtSeconds: null },
    { ...base, name: 'old', isHostOnly: false, expiresAtSeconds: 1 },
  ]);
  expect((await cookies.sentTo(PLATFORM)).map(({ name }) => name)).toEqual(['shared']);
  expect((await cookies.all()).map(({ name }) => name)).toEqual(['shared', 'host']);
});
