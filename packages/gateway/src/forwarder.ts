import { Agent, type ClientRequest, type IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { createProxyServer } from 'httpxy';
import { overwriteForwardedHeaders } from './forwarded-headers.ts';
import type { GatewayRoute } from './routing.ts';

/** Carries requests and WebSockets to the program behind a route. */
export interface Forwarder {
  request(request: IncomingMessage, response: ServerResponse, route: GatewayRoute): void;
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer, route: GatewayRoute): void;
}

/**
 * Streams both ways: bodies are never buffered, and either side going away closes the other.
 *
 * @param port The gateway's own, for `x-forwarded-host`.
 * @param noAnswer Called when the target gave no answer and nothing has been sent yet.
 * @source httpxy 0.5.6 `ProxyServer`.
 */
export function createForwarder(
  port: number,
  noAnswer: (
    request: IncomingMessage,
    response: ServerResponse,
    failed: { route: GatewayRoute; error: Error },
  ) => void,
): Forwarder {
  const proxy = createProxyServer();
  const routeOf = new WeakMap<IncomingMessage, GatewayRoute>();
  // A target may close a kept-alive connection just when it is used again; on loopback a new connection costs nothing.
  const agent = new Agent({ keepAlive: false });

  // The promises of web() and ws() resolve when an `error` listener exists, so failures arrive here alone.
  proxy.on('error', (error, request, answer) => {
    const route = request && routeOf.get(request);
    if (answer instanceof ServerResponse) {
      if (!request || !route || answer.headersSent) answer.destroy();
      else noAnswer(request, answer, { route, error });
    } else if (answer instanceof Socket) {
      refuseUpgrade(answer, '503 Service Unavailable');
    }
  });
  proxy.on('proxyRes', (answer) => {
    // These describe the connection to the target, not the one to the browser.
    delete answer.headers.connection;
    delete answer.headers['keep-alive'];
  });
  proxy.on('proxyReqWs', closeTogether);

  return {
    request(request, response, route) {
      routeOf.set(request, route);
      overwriteForwardedHeaders(request, route, port);
      void proxy.web(request, response, { target: route.target, agent });
    },
    upgrade(request, socket, head, route) {
      overwriteForwardedHeaders(request, route, port);
      void proxy.ws(request, socket, { target: route.target }, head);
    },
  };
}

/** Declines a WebSocket in HTTP, as the client has not been upgraded yet. */
export function refuseUpgrade(socket: Socket, status: string): void {
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** httpxy ends the other half on a clean end only; a tab that is killed must free the target as well. */
function closeTogether(request: ClientRequest, _: IncomingMessage, client: Socket): void {
  client.once('close', () => request.destroy());
  request.once('upgrade', (_answer, target) => {
    client.once('close', () => target.destroy());
    target.once('close', () => client.destroy());
  });
}
