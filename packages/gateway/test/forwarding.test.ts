import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { echoHeaders, gatewayOn, open, route, target } from './fixtures.ts';
import { ask } from './http-client.ts';

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

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
