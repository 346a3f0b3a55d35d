import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the stand-in for Clerk's Backend API answers to every verification of a machine token. */
export interface BackendAnswer {
  status: number | 'silence';
  /** A text is sent as it is. */
  body: object | string;
  /** It answers once this is fulfilled; absent: at once. */
  until?: Promise<void>;
}

/** A stand-in for Clerk's Backend API, at the edge of the network: a copy of this package has no local Clerk to test with. */
export interface BackendApi {
  readonly url: string;
  /** Change it to change the next answers. */
  readonly answer: BackendAnswer;
  /** `METHOD /path body` of every call. */
  readonly calls: string[];
  readonly server: Server;
}

/** An API key as the Backend API describes it. @source Clerk's Backend API description, `APIKey`. */
export const API_KEY = {
  object: 'api_key',
  id: 'ak_1',
  type: 'api_key',
  name: 'Nightly export',
  subject: 'user_1',
  scopes: ['projects:read'],
  claims: null,
  revoked: false,
  revocation_reason: null,
  expired: false,
  expiration: null,
  created_by: 'user_1',
  description: null,
  last_used_at: null,
  created_at: 0,
  updated_at: 0,
};

/** The answer for a token that Clerk does not know. */
export const UNKNOWN_TOKEN: BackendAnswer = {
  status: 404,
  body: { errors: [{ code: 'resource_not_found', message: 'No such key.' }] },
};

export async function startBackendApi(answer: BackendAnswer): Promise<BackendApi> {
  const current: BackendAnswer = { ...answer };
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    calls.push(`${request.method} ${request.url} ${await text(request)}`);
    if (current.status === 'silence') return;
    await current.until;
    response.writeHead(current.status, { 'content-type': 'application/json' });
    response.end(typeof current.body === 'string' ? current.body : JSON.stringify(current.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has this kind of address.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, answer: current, calls, server };
}
