import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { closedTarget, echoSocket, gatewayOn, route, upgrade } from './fixtures.ts';

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
