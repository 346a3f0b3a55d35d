import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { cleanups, echoSocket, gatewayOn, hasIpv6, portOf, route, start, upgrade } from './fixtures.ts';
import { ask } from './http-client.ts';

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
