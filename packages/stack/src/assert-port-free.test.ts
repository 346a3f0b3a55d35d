import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { assertPortFree, parseHolder, portMessage } from './assert-port-free.ts';

const servers: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test.each(['127.0.0.1', '0.0.0.0'])('a port in use on %s is refused, with its number', async (host) => {
  const port = await occupy(host);
  await expect(assertPortFree(port)).rejects.toMatchObject({
    code: 'port_in_use',
    exitCode: 2,
    message: expect.stringContaining(`Port ${port} is already in use`),
  });
});

test('a released port is free, and is still free after the check', async () => {
  const port = await occupy('127.0.0.1');
  const server = servers.pop();
  server?.close();
  await assertPortFree(port);
  await assertPortFree(port);
});

test.each([
  {
    port: 3000,
    holder: 'node, process 1234',
    says: ['Port 3000', '(node, process 1234)', 'SSO_LOCAL_PORT=4000 pnpm dev'],
  },
  { port: 3001, holder: undefined, says: ['Port 3001 is already in use.', 'SSO_LOCAL_PORT=4000 pnpm dev'] },
  { port: 4001, holder: undefined, says: ['Port 4001', 'SSO_LOCAL_PORT=5000 pnpm dev'] },
])('the message for $port names what is known and a way out that works', ({ port, holder, says }) => {
  for (const text of says) expect(portMessage(port, { holder, command: 'pnpm dev' })).toContain(text);
});

test.each([
  { name: 'one process', fields: 'p1234\ncnode\nf21\n', holder: 'node, process 1234' },
  { name: 'a name with blanks', fields: 'p9\ncGoogle Chrome\n', holder: 'Google Chrome, process 9' },
  { name: 'the first of several', fields: 'p1\nca\np2\ncb\n', holder: 'a, process 1' },
  { name: 'nothing', fields: '', holder: undefined },
])('lsof output with $name', ({ fields, holder }) => {
  expect(parseHolder(fields)).toBe(holder);
});

async function occupy(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  servers.push(server);
  await once(server, 'listening');
  // A server listening on TCP has an AddressInfo; the string form is for pipes.
  return (server.address() as AddressInfo).port;
}
