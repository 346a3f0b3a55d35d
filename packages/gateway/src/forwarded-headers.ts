import type { IncomingMessage } from 'node:http';
import type { GatewayRoute } from './routing.ts';

/**
 * Sets the forwarding headers of a request to what the gateway knows, and removes what the client sent.
 * An app builds redirects and origin checks from them: a client that could write one would choose where they lead.
 *
 * @param request Changed in place: httpxy forwards `request.headers` as they are.
 * @param route Its host and the gateway's port become `x-forwarded-host`, whatever port the client named.
 * @source next 16.4.6 reads x-forwarded-host and x-forwarded-proto; RFC 7239 (`Forwarded`, dropped).
 */
export function overwriteForwardedHeaders(request: IncomingMessage, route: GatewayRoute, port: number): void {
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith('x-forwarded-')) delete request.headers[name];
  }
  delete request.headers.forwarded;
  delete request.headers['x-real-ip'];
  const host = `${route.host}:${port}`;
  request.headers.host = host;
  request.headers['x-forwarded-host'] = host;
  request.headers['x-forwarded-port'] = String(port);
  request.headers['x-forwarded-proto'] = 'http';
  request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? '127.0.0.1';
}
