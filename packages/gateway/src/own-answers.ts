import type { IncomingMessage, ServerResponse } from 'node:http';
import { failurePage, notFoundPage, unknownHostPage, waitingPage } from './pages.ts';
import { findPendingHosts, READY_PATH } from './readiness.ts';
import type { GatewayRoute } from './routing.ts';

/** How often a waiting page loads again, seconds; also the Retry-After of every 503. */
const RETRY_SECONDS = 1;

/** The answers of the gateway itself, in place of the program behind a host. */
export interface OwnAnswers {
  /** The root domain: the index page at `/`, readiness at READY_PATH, 404 elsewhere. */
  index(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** localhost and the loopback addresses: readiness, else a redirect to the root domain. */
  loopback(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** 421: the request reached a server that does not answer for that host. */
  unknownHost(request: IncomingMessage, response: ServerResponse, host: string): void;
  /** The target refused the connection (503) or broke it off (502). */
  noAnswer(
    request: IncomingMessage,
    response: ServerResponse,
    failed: { route: GatewayRoute; error: Error },
  ): void;
}

/**
 * Writes the gateway's own answers: pages for documents, `application/problem+json` for everything else.
 *
 * @param options `indexPage` is called for each request, so it can say what runs right now.
 * @source RFC 9110 section 15.5.20 (421), RFC 9457 (problem details).
 */
export function createOwnAnswers(options: {
  indexUrl: string;
  routes: readonly GatewayRoute[];
  routeUrl: (route: GatewayRoute) => string;
  indexPage: () => string;
}): OwnAnswers {
  const { indexUrl, routes, routeUrl, indexPage } = options;
  return {
    async index(request, response) {
      const path = pathOf(request);
      if (path === READY_PATH) return sendReadiness(response, routes);
      if (path === '/') return send(response, 200, 'text/html', indexPage());
      sendProblem(request, response, { status: 404, title: `No ${path} here`, page: notFoundPage(indexUrl) });
    },
    async loopback(request, response) {
      if (pathOf(request) === READY_PATH) return sendReadiness(response, routes);
      response.writeHead(302, { location: indexUrl, 'cache-control': 'no-store' }).end();
    },
    unknownHost(request, response, host) {
      const known = routes.map((route) => ({ url: routeUrl(route), title: route.title }));
      sendProblem(request, response, {
        status: 421,
        title: `No app is registered for ${host || 'a request without a host'}`,
        page: unknownHostPage(host, known),
      });
    },
    noAnswer(request, response, { route, error }) {
      const failure = route.failure?.();
      if (failure) {
        const page = failurePage(route.title, failure);
        return sendProblem(request, response, { status: 502, title: failure, page });
      }
      if (isRefused(error)) {
        response.setHeader('retry-after', RETRY_SECONDS);
        const page = waitingPage(route.title, RETRY_SECONDS);
        return sendProblem(request, response, { status: 503, title: `${route.title} is starting`, page });
      }
      const reason = 'It closed the connection before it had answered.';
      const page = failurePage(route.title, reason);
      sendProblem(request, response, { status: 502, title: `${route.title} does not answer`, page });
    },
  };
}

function isRefused(error: Error): boolean {
  return 'code' in error && error.code === 'ECONNREFUSED';
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').replace(/[?#].*$/, '');
}

async function sendReadiness(response: ServerResponse, routes: readonly GatewayRoute[]): Promise<void> {
  const pending = await findPendingHosts(routes);
  send(response, pending.length === 0 ? 200 : 503, 'application/json', JSON.stringify({ pending }));
}

function sendProblem(
  request: IncomingMessage,
  response: ServerResponse,
  { status, title, page }: { status: number; title: string; page: string },
): void {
  if (wantsDocument(request)) {
    send(response, status, 'text/html', page);
    return;
  }
  const problem = { type: 'about:blank', title, status };
  send(response, status, 'application/problem+json', JSON.stringify(problem));
}

function wantsDocument({ headers }: IncomingMessage): boolean {
  const destination = headers['sec-fetch-dest'];
  if (destination !== undefined) return destination === 'document' || destination === 'iframe';
  return headers.accept?.includes('text/html') ?? false;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
  response.end(body);
}
