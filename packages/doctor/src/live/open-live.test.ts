import { openRepository } from '@repo/next-repository';
import { serveHosts } from '@repo/trace/fixtures/virtual-hosts';
import { expect, test } from 'vitest';
import { createEnvironment } from '../environment.ts';
import { publishableKey, SECRET_KEY } from '../fixtures/case.fixture.ts';
import { writeRepository } from '../fixtures/write-repository.fixture.ts';
import { openLive } from './open-live.ts';

const KEY = publishableKey('clerk.acme.localhost:1');

test('reads the key, where clerk-js comes from, and the clock; follows redirects on the host alone', async () => {
  const { port, asked } = await serveHosts(({ host, url }) => {
    if (host === 'elsewhere.acme.localhost') throw new Error('not to be asked');
    if (url.pathname === '/')
      return { status: 307, headers: { location: '/home', 'set-cookie': ['a=1', 'b=2'] } };
    const date = new Date(Date.now() + 60_000).toUTCString();
    return {
      headers: { date, 'set-cookie': 'c=3' },
      body: `<script src="http://clerk.acme.localhost:${port}/npm/@clerk/clerk-js@6/dist/clerk.browser.js" data-clerk-publishable-key="${KEY}"></script>`,
    };
  });
  const live = await open([`http://app.acme.localhost:${port}/`, `http://app.acme.localhost:${port}/late`]);
  const [site, late] = live.sites;
  expect(site.publishableKey).toBe(KEY);
  expect(site.frontendApi?.href).toBe(`http://clerk.acme.localhost:${port}/`);
  expect(site.answers.map(({ setCookies }) => setCookies)).toEqual([['a=1', 'b=2'], ['c=3']]);
  expect(site.clockAheadMs).toBeLessThan(2000);
  expect(late?.clockAheadMs).toBeGreaterThan(57_000);
  expect(late?.clockAheadMs).toBeLessThan(63_000);
  expect(asked.map(({ url }) => url.pathname)).toEqual(['/', '/home', '/late']);
});

test('stops at another host, and knows no key where there is none', async () => {
  const { port, asked } = await serveHosts(() => ({
    status: 302,
    headers: { location: 'http://elsewhere.acme.localhost/' },
  }));
  const { sites } = await open([`http://app.acme.localhost:${port}/`]);
  expect(sites[0]).toMatchObject({ publishableKey: undefined, frontendApi: undefined });
  expect(asked).toHaveLength(1);
});

test('sends the cookies of the jar to those they are for', async () => {
  const { port, asked } = await serveHosts(() => ({}));
  const rest = { path: '/', isSecure: false, isHttpOnly: true, expiresAtSeconds: null, sameSite: null };
  await open(
    [`http://app.acme.localhost:${port}/`, `http://shop.acme.localhost:${port}/`],
    [
      { name: 'own', value: '1', domain: 'app.acme.localhost', isHostOnly: true, ...rest },
      { name: 'all', value: '2', domain: 'acme.localhost', isHostOnly: false, ...rest },
    ],
  );
  expect(asked.map(({ cookies }) => cookies)).toEqual([{ own: '1', all: '2' }, { all: '2' }]);
});

test('nobody there: says which site, exit code 2', async () => {
  await expect(open(['http://app.acme.localhost:9/'])).rejects.toMatchObject({
    code: 'site_unreachable',
    exitCode: 2,
    message: expect.stringContaining('http://app.acme.localhost:9'),
  });
});

test('asks the Backend API with the secret key; without one, or refused, it has no answer', async () => {
  const { port, asked } = await serveHosts(({ url }) =>
    url.pathname === '/v1/instance'
      ? { headers: { 'content-type': 'application/json' }, body: '{"object":"instance"}' }
      : { status: 401, body: '{"errors":[]}' },
  );
  const CLERK_API_URL = `http://127.0.0.1:${port}`;
  const url = `http://app.acme.localhost:${port}/`;
  const keyed = await open([url], [], { CLERK_API_URL, CLERK_SECRET_KEY: SECRET_KEY });
  expect(await keyed.askBackend('/v1/instance')).toEqual({ object: 'instance' });
  expect(await keyed.askBackend('/v1/domains')).toBeUndefined();
  expect(asked.at(-1)?.headers.authorization).toBe(`Bearer ${SECRET_KEY}`);
  const keyless = await open([url], [], { CLERK_API_URL });
  const before = asked.length;
  expect(await keyless.askBackend('/v1/instance')).toBeUndefined();
  expect(asked).toHaveLength(before);
});

function open(
  urls: readonly [string, ...string[]],
  cookies: Parameters<typeof openLive>[2]['cookies'] = [],
  variables: Readonly<Record<string, string>> = {},
) {
  const [first, ...others] = urls;
  const environment = createEnvironment(openRepository(writeRepository({ files: {} })), variables);
  return openLive(environment, [new URL(first), ...others.map((url) => new URL(url))], { cookies });
}
