import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkDeployment } from './check-deployment.ts';

type Answer = { readonly status: number; readonly headers?: Record<string, string | string[]> };

/** Serves apps of acme.localhost on one port, told apart by their host. */
async function serve(answers: Record<string, (request: IncomingMessage) => Answer>): Promise<number> {
  const server = createServer((request, response) => {
    const [app = ''] = (request.headers.host ?? '').split('.');
    const { status, headers = {} } = answers[app]?.(request) ?? { status: 404 };
    response.writeHead(status, { 'content-type': 'text/html', ...headers });
    response.end('<!doctype html><p>Words</p>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  // A server on a TCP port always has an AddressInfo.
  return (server.address() as AddressInfo).port;
}

async function check(
  port: number,
  options: { mint?: (origin: string) => Promise<string>; apps?: string[] } = {},
) {
  const { mint, apps = ['platform'] } = options;
  const urls = apps.map((app) => new URL(`http://${app}.acme.localhost:${port}/`));
  const primary = `http://account.acme.localhost:${port}`;
  const [report] = await checkDeployment(urls, { primary, mint, timeLimitMs: 5_000 });
  return report?.findings.map(({ what, isFine, fix }) => ({ what, isFine, hasFix: fix !== null })) ?? [];
}

const fine = (what: string) => ({ what, isFine: true, hasFix: false });
const wrong = (what: string) => ({ what, isFine: false, hasFix: true });

/** The payload of a token that nobody verifies here. */
const tokenFor = (azp: string) =>
  `${btoa('{"alg":"RS256"}')}.${btoa(JSON.stringify({ azp, sid: 'sess_1', exp: 4_000_000_000 }))}.x`.replaceAll(
    '=',
    '',
  );

describe('what a visitor gets', () => {
  test('a page is fine', async () => {
    const port = await serve({ platform: () => ({ status: 200 }) });
    expect(await check(port)).toEqual([fine('DNS'), fine('answer'), fine('cookies')]);
  });

  test('a server error is a fault', async () => {
    const port = await serve({ platform: () => ({ status: 500 }) });
    expect(await check(port)).toContainEqual(wrong('answer'));
  });

  test('nothing listens: a fault, and no stack', async () => {
    expect(await check(1)).toContainEqual(wrong('answer'));
  });

  test('a cookie of a session for the parent domain is a fault, another one is not', async () => {
    const wide = ['__session=x; Domain=acme.localhost; Path=/', 'theme=dark; Domain=acme.localhost; Path=/'];
    const port = await serve({
      platform: () => ({ status: 200, headers: { 'set-cookie': wide } }),
      portal: () => ({ status: 200, headers: { 'set-cookie': wide.slice(1) } }),
    });
    expect(await check(port)).toContainEqual(wrong('cookies'));
    expect(await check(port, { apps: ['portal'] })).toContainEqual(fine('cookies'));
  });

  test('a host without a record: a fault of DNS alone', async () => {
    const [report] = await checkDeployment([new URL('https://platform.nothing.invalid/')], {
      primary: 'https://account.nothing.invalid',
      timeLimitMs: 5_000,
    });
    expect(report?.findings).toEqual([
      {
        what: 'DNS',
        isFine: false,
        seen: 'there is no such host',
        fix: expect.stringContaining('sso deploy plan'),
      },
    ]);
  });

  test('https where there is none: a fault of the certificate', async () => {
    const port = await serve({ platform: () => ({ status: 200 }) });
    const [report] = await checkDeployment([new URL(`https://localhost:${port}/`)], {
      primary: 'https://account.acme.localhost',
      timeLimitMs: 5_000,
    });
    expect(report?.findings.map(({ what, isFine }) => [what, isFine])).toEqual([
      ['DNS', true],
      ['certificate', false],
    ]);
  });
});

describe('what a signed-in user gets', () => {
  /** An app that believes the tokens of these origins. */
  const believing = (believed: readonly string[]) => (request: IncomingMessage) => {
    const token = /__session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    const azp: unknown = token ? JSON.parse(atob(token.split('.')[1] ?? '')).azp : undefined;
    const isIn = believed.some((app) => String(azp).startsWith(`http://${app}.`));
    const status = isIn ? 'signed-in' : 'signed-out';
    return { status: 200, headers: { 'x-clerk-auth-status': status } };
  };
  const mint = async (origin: string) => tokenFor(origin);

  test.each([
    {
      name: 'its own token alone is accepted',
      believed: ['platform'],
      expected: [fine('signed in'), fine('a token of a sibling app')],
    },
    {
      name: 'every token is accepted',
      believed: ['platform', 'portal'],
      expected: [fine('signed in'), wrong('a token of a sibling app')],
    },
    {
      name: 'no token is accepted',
      believed: [],
      expected: [wrong('signed in'), fine('a token of a sibling app')],
    },
  ])('$name', async ({ believed, expected }) => {
    const port = await serve({ platform: believing(believed), portal: believing([]) });
    expect((await check(port, { mint, apps: ['platform', 'portal'] })).slice(3)).toEqual(expected);
  });
});
