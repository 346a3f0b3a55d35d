import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { GatewayError } from './gateway-error.ts';

/** Longer than a browser keeps an idle connection, so that the gateway never closes a connection that is about to be used. */
const KEEP_ALIVE_MS = 120_000;

export interface LoopbackServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens on one port of 127.0.0.1 and, where the machine has it, of ::1: browsers may resolve *.localhost to either.
 *
 * @param port 0 for any free one.
 * @param handlers Made once the port is known.
 * @throws {GatewayError} `port_in_use`, `port_not_allowed`.
 * @source RFC 6761 section 6.3 (localhost names resolve to both loopback addresses).
 */
export async function listenOnLoopback(
  port: number,
  handlers: (port: number) => {
    request: RequestListener;
    upgrade: (...event: [Parameters<RequestListener>[0], Socket, Buffer]) => void;
  },
): Promise<LoopbackServer> {
  const ipv4 = createServer();
  const actualPort = await listen(ipv4, '127.0.0.1', port);
  const servers = [ipv4];
  try {
    const ipv6 = createServer();
    await listen(ipv6, '::1', actualPort);
    servers.push(ipv6);
  } catch (error) {
    // A machine without IPv6 needs the first only. A busy ::1 is an error: a part of the requests would go elsewhere.
    if (error instanceof GatewayError) {
      await close(ipv4);
      throw error;
    }
  }
  const { request, upgrade } = handlers(actualPort);
  const sockets = new Set<Socket>();
  for (const server of servers) {
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.requestTimeout = 0;
    server.on('connection', (socket) => remember(sockets, socket));
    server.on('request', request);
    server.on('upgrade', (message, socket: Socket, head) => upgrade(message, socket, head));
  }
  return {
    port: actualPort,
    async close() {
      const closed = Promise.all(servers.map(close));
      // The HTTP server no longer closes upgraded connections.
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function remember(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
    server.listen({ host, port }, () => {
      server.removeAllListeners('error');
      // A server listening on TCP has an AddressInfo; the string form is for pipes.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new GatewayError('port_in_use', port, `Port ${port} is used by another program.`, {
      cause: error,
    });
  }
  if (error.code === 'EACCES') {
    const problem = `Port ${port} needs more rights than this program has.`;
    return new GatewayError('port_not_allowed', port, problem, { cause: error });
  }
  return error;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
