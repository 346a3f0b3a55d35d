import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type Gateway, type GatewayRoute, READY_PATH, startGateway } from '../src/index.ts';
import { ask } from './http-client.ts';

const cleanups: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe('routing', () => {
  test('each host reaches its own target and no other', async () => {
    const port = await gatewayOn([
      route('docs', await target(say('docs'))),
      route('portal', await target(say('portal'))),
    ]);

    expect((await ask(port, `docs.acme.localhost:${port}`)).body).toBe('docs');
    expect((await ask(port, `portal.acme.localhost:${port}`)).body).toBe('portal');
    expect((await ask(port, `PORTAL.acme.localhost:${port}`)).body).toBe('portal');
  });

  test.each([
    { name: 'an unregistered sibling', host: 'evil.acme.localhost' },
    { name: 'a lookalike suffix', host: 'docs.acme.localhost.evil.test' },
    { name: 'a deeper subdomain', host: 'x.docs.acme.localhost' },
    { name: 'a trailing dot', host: 'docs.acme.localhost.' },
    { name: 'another name of this machine', host: 'rebound.evil.test' },
    { name: 'userinfo', host: 'docs.acme.localhost@evil.test' },
  ])('$name is told which hosts exist, and is never proxied', async ({ host }) => {
    const seen: string[] = [];
    const listening = await target((message, response) => {
      seen.push(message.headers.host ?? '');
      response.end();
    });
    const port = await gatewayOn([route('docs', listening)]);

    const answer = await ask(port, host, { headers: { accept: 'text/html' } });

    expect(answer.status).toBe(421);
    expect(answer.body).toContain(`href="http://docs.acme.localhost:${port}/"`);
    expect(seen).toEqual([]);
  });

  test('a hostile host name is shown as text', async () => {
    const port = await gatewayOn([]);
    const { body } = await ask(port, '<img src=x>', { headers: { accept: 'text/html' } });
    expect(body).toContain('&lt;img src=x&gt;');
    expect(body).not.toContain('<img');
  });

  test('the root domain shows the index page at / and nothing elsewhere', async () => {
    const port = await gatewayOn([]);
    expect(await ask(port, 'acme.localhost')).toMatchObject({ status: 200, body: '<h1>index</h1>' });
    expect(await ask(port, 'acme.localhost', { path: '/elsewhere' })).toMatchObject({ status: 404 });
  });

  test.each(['localhost', '127.0.0.1', '[::1]'])('%s leads to the root domain', async (host) => {
    const port = await gatewayOn([]);
    const { status, headers } = await ask(port, `${host}:${port}`);
    expect({ status, location: headers.location }).toEqual({
      status: 302,
      location: `http://acme.localhost:${port}/`,
    });
  });

  test('both loopback addresses answer where the machine has both', async ({ skip }) => {
    if (!(await hasIpv6())) skip('this machine has no ::1');
    const port = await gatewayOn([route('docs', await target(say('docs')))]);
    expect((await ask(port, 'docs.acme.localhost', { address: '::1' })).body).toBe('docs');
  });
});

describe('forwarding', () => {
  test('forwarding headers are the gateway’s own, whatever the client sends', async () => {
    const port = await gatewayOn([route('docs', await target(echoHeaders))]);

    const { body } = await ask(port, 'docs.acme.localhost:9', {
      headers: {
        'x-forwarded-host': 'evil.test',
        'x-forwarded-proto': 'https',
        'x-forwarded-for': '203.0.113.7',
        'x-forwarded-port': '443',
        'x-forwarded-prefix': '/evil',
        'x-real-ip': '203.0.113.7',
        forwarded: 'host=evil.test;proto=https',
      },
    });

    const received: Record<string, string> = JSON.parse(body);
    const forwarding = Object.entries(received).filter(([name]) => /^(host|forwarded|x-.*)$/.test(name));
    expect(Object.fromEntries(forwarding)).toEqual({
      host: `docs.acme.localhost:${port}`,
      'x-forwarded-host': `docs.acme.localhost:${port}`,
      'x-forwarded-port': String(port),
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '127.0.0.1',
    });
  });

  test('internal headers of Next pass unchanged: it is the apps that must withstand them', async () => {
    const port = await gatewayOn([route('docs', await target(echoHeaders))]);
    const headers = { 'x-middleware-subrequest': 'middleware:middleware', cookie: 'a=1; b=2' };
    const { body } = await ask(port, 'docs.acme.localhost', { headers });
    expect(JSON.parse(body)).toMatchObject(headers);
  });

  test.each(['/a%2Fb/..%2fc?x=%00&y=//z', '//double', '/_next/..%5Cx', '/a?b?c#d'])(
    'the path %s arrives as sent',
    async (path) => {
      const port = await gatewayOn([
        route('docs', await target((message, response) => void response.end(message.url))),
      ]);
      expect((await ask(port, 'docs.acme.localhost', { path })).body).toBe(path);
    },
  );

  test('redirects and several cookies come back as the target wrote them', async () => {
    const cookies = ['__session=a; HttpOnly', '__client_uat=1; Domain=acme.localhost'];
    const listening = await target((_, response) => {
      response.writeHead(307, { location: 'http://docs.acme.localhost/next', 'set-cookie': cookies }).end();
    });
    const port = await gatewayOn([route('docs', listening)]);
    const { status, headers } = await ask(port, 'docs.acme.localhost');
    expect({ status, location: headers.location, cookies: headers['set-cookie'] }).toEqual({
      status: 307,
      location: 'http://docs.acme.localhost/next',
      cookies,
    });
  });

  test('a body of 32 MB passes both ways unchanged', async () => {
    const port = await gatewayOn([
      route('docs', await target((message, response) => void message.pipe(response))),
    ]);
    const sent = randomBytes(16 * 1024 * 1024).toString('hex');
    const { body } = await ask(port, 'docs.acme.localhost', { method: 'POST', body: sent });
    expect(digest(body)).toBe(digest(sent));
  });

  test('the first chunk of a stream arrives before the last is written', async () => {
    let finish: () => void = () => {};
    const listening = await target((_, response) => {
      response.write('first');
      finish = () => response.end('last');
    });
    const answer = await open(await gatewayOn([route('docs', listening)]));

    const [first] = await once(answer, 'data');
    expect(String(first)).toBe('first');
    finish();
    const [last] = await once(answer, 'data');
    expect(String(last)).toBe('last');
  });

  test('a client that goes away closes the request at the target', async () => {
    let closed: Promise<unknown> = Promise.reject(new Error('no request arrived'));
    closed.catch(() => {});
    const listening = await target((_, response) => {
      closed = once(response, 'close');
      response.write('first');
    });
    const answer = await open(await gatewayOn([route('docs', listening)]));
    await once(answer, 'data');

    answer.destroy();

    await closed;
  });

  test('an answer that breaks off is cut, not completed', async () => {
    const listening = await target((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    });
    const port = await gatewayOn([route('docs', listening)]);
    await expect(ask(port, 'docs.acme.localhost')).rejects.toThrow(/aborted|hang up/);
  });
});

describe('WebSockets', () => {
  test('bytes pass both ways after the upgrade', async () => {
    const { socket } = await upgrade(await gatewayOn([route('docs', await echoSocket())]));
    socket.write('hello');
    const [data] = await once(socket, 'data');
    expect(String(data)).toBe('hello');
  });

  test('a client that goes away closes the target’s socket', async () => {
    let closed: Promise<unknown> = Promise.reject(new Error('no upgrade arrived'));
    closed.catch(() => {});
    const listening = await echoSocket((socket) => {
      closed = once(socket, 'close');
    });
    const { socket } = await upgrade(await gatewayOn([route('docs', listening)]));

    socket.destroy();

    await closed;
  });

  test('the upgrade carries the gateway’s forwarding headers', async () => {
    const seen: (string | undefined)[] = [];
    const listening = await echoSocket((_, { headers }) =>
      seen.push(headers['x-forwarded-host']?.toString(), headers.host),
    );
    const port = await gatewayOn([route('docs', listening)]);
    await upgrade(port, { 'x-forwarded-host': 'evil.test' });
    expect(seen).toEqual([`docs.acme.localhost:${port}`, `docs.acme.localhost:${port}`]);
  });

  test.each([
    { name: 'an unknown host', host: 'evil.acme.localhost', status: 421 },
    { name: 'a target that is not up', host: 'docs.acme.localhost', status: 503 },
  ])('$name is declined', async ({ host, status }) => {
    const port = await gatewayOn([route('docs', await closedTarget())]);
    expect((await upgrade(port, { host })).status).toBe(status);
  });
});

describe('a target that does not answer', () => {
  test('a document gets a page that looks again by itself', async () => {
    const port = await gatewayOn([route('docs', await closedTarget())]);
    const { status, headers, body } = await ask(port, 'docs.acme.localhost', {
      headers: { accept: 'text/html' },
    });
    expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 503, retryAfter: '1' });
    expect(body).toContain('<meta http-equiv="refresh" content="1">');
    expect(body).toContain('docs is starting');
  });

  test.each([
    { name: 'a fetch', headers: { accept: '*/*' } },
    { name: 'a script', headers: { accept: 'text/html', 'sec-fetch-dest': 'script' } },
  ])('$name gets problem details', async ({ headers }) => {
    const port = await gatewayOn([route('docs', await closedTarget())]);
    const answer = await ask(port, 'docs.acme.localhost', { headers });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(answer.body)).toEqual({ type: 'about:blank', title: 'docs is starting', status: 503 });
  });

  test('a known failure is said instead of waiting for ever', async () => {
    const failed = { ...route('docs', await closedTarget()), failure: () => 'docs stopped (exit code 1).' };
    const port = await gatewayOn([failed]);
    const { status, body } = await ask(port, 'docs.acme.localhost', { headers: { accept: 'text/html' } });
    expect(status).toBe(502);
    expect(body).toContain('docs stopped (exit code 1).');
    expect(body).not.toContain('http-equiv="refresh"');
  });

  test('a target that hangs up without an answer is a 502', async () => {
    const listening = await target((message) => void message.socket.destroy());
    const port = await gatewayOn([route('docs', listening)]);
    expect((await ask(port, 'docs.acme.localhost')).status).toBe(502);
  });

  test('readiness names the hosts that are still missing, until there are none', async () => {
    const up = route('docs', await target(say('docs')));
    const down = route('portal', await closedTarget());

    const partly = await ask(await gatewayOn([up, down]), '127.0.0.1', { path: READY_PATH });
    expect({ status: partly.status, body: JSON.parse(partly.body) }).toEqual({
      status: 503,
      body: { pending: ['portal.acme.localhost'] },
    });
    const wholly = await ask(await gatewayOn([up]), '127.0.0.1', { path: READY_PATH });
    expect({ status: wholly.status, body: JSON.parse(wholly.body) }).toEqual({
      status: 200,
      body: { pending: [] },
    });
  });
});

describe('starting and stopping', () => {
  test('a taken port is a typed error that names it', async () => {
    const port = await gatewayOn([]);
    await expect(start(port, [])).rejects.toMatchObject({
      name: 'GatewayError',
      code: 'port_in_use',
      port,
      message: expect.stringContaining(`Port ${port} is used by another program.`),
    });
  });

  test('a port taken on ::1 alone is refused too, and 127.0.0.1 given back', async ({ skip }) => {
    if (!(await hasIpv6())) skip('this machine has no ::1');
    const other = createServer().listen(0, '::1');
    cleanups.push(() => other.close());
    await once(other, 'listening');
    const port = portOf(other);

    await expect(start(port, [])).rejects.toMatchObject({ code: 'port_in_use' });

    const again = createServer().listen(port, '127.0.0.1');
    cleanups.push(() => again.close());
    await once(again, 'listening');
  });

  test.each([
    { name: 'two routes', hosts: ['docs', 'docs'] },
    { name: 'a route and the index page', hosts: [''] },
  ])('$name with one host are refused', async ({ hosts }) => {
    const routes = hosts.map((name) => ({
      ...route(name, ''),
      host: name ? `${name}.acme.localhost` : 'acme.localhost',
    }));
    await expect(start(0, routes)).rejects.toMatchObject({ code: 'duplicate_host' });
  });

  test('closing cuts open requests and WebSockets, and frees the port', async () => {
    const listening = await echoSocket();
    const gateway = await start(0, [route('docs', listening)]);
    const port = Number(new URL(gateway.url).port);
    const { socket } = await upgrade(port);
    const ended = once(socket, 'close');

    await gateway.close();

    await ended;
    await expect(ask(port, 'docs.acme.localhost')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

function start(port: number, routes: readonly GatewayRoute[]): Promise<Gateway> {
  return startGateway({ port, rootDomain: 'acme.localhost', routes, indexPage: () => '<h1>index</h1>' });
}

/** Starts a gateway for this test and tells its port. */
async function gatewayOn(routes: readonly GatewayRoute[]): Promise<number> {
  const gateway = await start(0, routes);
  cleanups.push(() => gateway.close());
  return Number(new URL(gateway.url).port);
}

function route(name: string, origin: string): GatewayRoute {
  return { host: `${name}.acme.localhost`, target: origin, title: name };
}

async function target(listener: RequestListener): Promise<string> {
  return listening(createServer(listener));
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${portOf(server)}`;
}

/** An origin nothing listens on: its port was just given back. */
async function closedTarget(): Promise<string> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

/** A server that switches protocols and then sends back every byte. */
function echoSocket(
  onUpgrade: (socket: Socket, request: IncomingMessage) => unknown = () => {},
): Promise<string> {
  const server = createServer();
  server.on('upgrade', (message, socket: Socket) => {
    socket.on('error', () => socket.destroy());
    cleanups.push(() => socket.destroy());
    onUpgrade(socket, message);
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\r\n');
    socket.pipe(socket);
  });
  return listening(server);
}

function upgrade(
  port: number,
  headers: Record<string, string> = {},
): Promise<{ status: number; socket: Socket }> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      headers: {
        host: `docs.acme.localhost:${port}`,
        connection: 'Upgrade',
        upgrade: 'websocket',
        ...headers,
      },
    });
    const settle = ({ statusCode = 0 }: IncomingMessage, socket: Socket) => {
      cleanups.push(() => socket.destroy());
      socket.on('error', () => socket.destroy());
      resolve({ status: statusCode, socket });
    };
    sent.on('upgrade', settle);
    sent.on('response', (answer) => settle(answer, answer.socket));
    sent.on('error', reject);
    sent.end();
  });
}

/** Resolves with the answer as soon as its head is there, its body unread. */
function open(port: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, headers: { host: 'docs.acme.localhost' }, agent: false },
      resolve,
    );
    cleanups.push(() => sent.destroy());
    sent.on('error', reject);
    sent.end();
  });
}

function say(text: string): RequestListener {
  return (_, response: ServerResponse) => void response.end(text);
}

function echoHeaders({ headers }: IncomingMessage, response: ServerResponse): void {
  response.end(JSON.stringify(headers));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function hasIpv6(): Promise<boolean> {
  const server = createTcpServer().listen(0, '::1');
  const up = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return up;
}

function portOf(server: { address(): unknown }): number {
  // A server listening on TCP has an AddressInfo; the string form is for pipes.
  return (server.address() as AddressInfo).port;
}
