import { createForwarder, refuseUpgrade } from './forwarder.ts';
import { GatewayError } from './gateway-error.ts';
import { listenOnLoopback } from './loopback-server.ts';
import { createOwnAnswers } from './own-answers.ts';
import { type GatewayRoute, resolveDestination } from './routing.ts';

export interface GatewayOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Host of the index page: 'acme.localhost'. */
  readonly rootDomain: string;
  readonly routes: readonly GatewayRoute[];
  /** A whole HTML document; called for each request. */
  readonly indexPage: () => string;
}

export interface Gateway {
  /** Origin of the index page: 'http://acme.localhost:3000'. */
  readonly url: string;
  /** Resolves once the port is free again; open connections are cut. */
  close(): Promise<void>;
}

/**
 * Serves every host of the root domain on one port of this machine, by exact Host header.
 * For development and tests only: it listens on loopback and speaks plain http.
 *
 * @throws {GatewayError} `port_in_use`, `port_not_allowed`: on `port`. `duplicate_host`: two routes, or a route and the
 *   index page, claim one host.
 * @example await startGateway({ port: 3000, rootDomain: 'acme.localhost', routes: [{ host: 'docs.acme.localhost', target: 'http://127.0.0.1:41001', title: 'Docs' }], indexPage })
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { rootDomain, routes, indexPage } = options;
  assertDistinctHosts(options);
  const server = await listenOnLoopback(options.port, (port) => {
    const own = createOwnAnswers({
      indexUrl: `http://${rootDomain}:${port}/`,
      routes,
      routeUrl: (route) => `http://${route.host}:${port}/`,
      indexPage,
    });
    const forwarder = createForwarder(port, own.noAnswer);
    return {
      async request(request, response) {
        const destination = resolveDestination(request.headers.host, { rootDomain, routes });
        if (destination.kind === 'route') {
          if (destination.route.start) await destination.route.start();
          return forwarder.request(request, response, destination.route);
        }
        if (destination.kind === 'index') return own.index(request, response);
        if (destination.kind === 'loopback') return own.loopback(request, response);
        own.unknownHost(request, response, destination.host);
      },
      async upgrade(request, socket, head) {
        // Without a listener, a reset before the target has answered would end the whole process.
        socket.on('error', () => socket.destroy());
        const destination = resolveDestination(request.headers.host, { rootDomain, routes });
        if (destination.kind !== 'route') return refuseUpgrade(socket, '421 Misdirected Request');
        if (destination.route.start) await destination.route.start();
        forwarder.upgrade(request, socket, head, destination.route);
      },
    };
  });
  return { url: `http://${rootDomain}:${server.port}`, close: () => server.close() };
}

function assertDistinctHosts({ port, rootDomain, routes }: GatewayOptions): void {
  const seen = new Set([rootDomain]);
  for (const { host } of routes) {
    if (seen.has(host)) throw new GatewayError('duplicate_host', port, `"${host}" is claimed twice.`);
    seen.add(host);
  }
}
