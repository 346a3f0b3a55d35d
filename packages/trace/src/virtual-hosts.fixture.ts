import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Asked {
  /** Without the port. */
  readonly host: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** By name; the last of one name. */
  readonly cookies: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** Serves every host under one port of 127.0.0.1, until the test ends. @returns The port, and what was asked so far. */
export async function serveHosts(
  answer: (asked: Asked) => Answer | Promise<Answer>,
): Promise<{ port: number; asked: readonly Asked[] }> {
  const log: Asked[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const pairs = (request.headers.cookie ?? '').split('; ').filter((pair) => pair !== '');
    const cookies = Object.fromEntries(
      pairs.map((pair) => [pair.split('=')[0], pair.replace(/^[^=]*=/, '')]),
    );
    const asked = { host: url.hostname, url, headers: request.headers, cookies };
    log.push(asked);
    const { status = 200, headers = {}, body = '' } = await answer(asked);
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on TCP has an address object.
  return { port: (server.address() as AddressInfo).port, asked: log };
}

/** An unsigned token that looks like a session token. */
export function fakeToken(payload: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(payload)}.c2lnbmF0dXJl`;
}
