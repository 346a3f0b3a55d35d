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
import { afterEach } from 'vitest';
import { type Gateway, type GatewayRoute, startGateway } from '../src/index.ts';

/** Undone after each test, last first. */
export const cleanups: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export function start(port: number, routes: readonly GatewayRoute[]): Promise<Gateway> {
  return startGateway({ port, rootDomain: 'acme.localhost', routes, indexPage: () => '<h1>index</h1>' });
}

/** Starts a gateway for this test. @returns Its port. */
export async function gatewayOn(routes: readonly GatewayRoute[]): Promise<number> {
  const gateway = await start(0, routes);
  cleanups.push(() => gateway.close());
  return Number(new URL(gateway.url).port);
}

export function route(name: string, origin: string): GatewayRoute {
  return { host: `${name}.acme.localhost`, target: origin, title: name };
}

export async function target(listener: RequestListener): Promise<string> {
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
export async function closedTarget(): Promise<string> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

/** A server that switches protocols and then sends back every byte. */
export function echoSocket(
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

export function upgrade(
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
export function open(port: number): Promise<IncomingMessage> {
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

export function say(text: string): RequestListener {
  return (_, response: ServerResponse) => void response.end(text);
}

export function echoHeaders({ headers }: IncomingMessage, response: ServerResponse): void {
  response.end(JSON.stringify(headers));
}

export async function hasIpv6(): Promise<boolean> {
  const server = createTcpServer().listen(0, '::1');
  const up = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return up;
}

export function portOf(server: { address(): unknown }): number {
  // A server listening on TCP has an AddressInfo; the string form is for pipes.
  return (server.address() as AddressInfo).port;
}
