import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { bothNames, buildClientCookie, buildClientUatCookies } from '../cookies.ts';
import { ApiError, unauthenticated } from '../errors.ts';
import { clientUatOf, createClient, findClientByCookie } from '../flows/clients.ts';
import { currentSessionOf, isLive } from '../flows/sessions.ts';
import type { Instance } from '../instance.ts';
import type { ClientRow, SessionRow, UserRow } from '../store/rows.ts';
import { azpOfCall } from '../tokens.ts';
import { toClientJSON } from '../wire/client.ts';

/** What the middleware and `ensureClient` put aside for one Frontend API call. */
export type CallEnv = { Variables: { clientId: string | undefined } };
export type Call = Context<CallEnv>;

/** The client that this call's cookie proves, as it is now; undefined for a browser we do not know. */
export function readClient(instance: Instance, c: Call): ClientRow | undefined {
  const created = c.get('clientId');
  if (created !== undefined) return instance.store.clients.get(created);
  return findClientByCookie(instance, getCookie(c, '__client'));
}

/** The call's client; a browser we do not know becomes one and gets its cookie with the answer. */
export function ensureClient(instance: Instance, c: Call): ClientRow {
  const known = readClient(instance, c);
  if (known) return known;
  const { client, cookieValue } = createClient(instance);
  c.set('clientId', client.id);
  c.header('Set-Cookie', buildClientCookie(cookieValue), { append: true });
  return client;
}

/** @throws {ApiError} 401 `authentication_invalid`: a browser we do not know. */
export function requireClient(instance: Instance, c: Call): ClientRow {
  const client = readClient(instance, c);
  if (!client) throw unauthenticated();
  return client;
}

/**
 * The session a call acts for: the one named by `_clerk_session_id`, else the client's current one.
 *
 * @throws {ApiError} 401: nobody is signed in, or the named session is not live on this client.
 */
export function requireSession(instance: Instance, c: Call): { session: SessionRow; user: UserRow } {
  const client = requireClient(instance, c);
  const named = c.req.query('_clerk_session_id');
  const session = named ? instance.store.sessions.get(named) : currentSessionOf(instance, client);
  const user = instance.store.users.get(session?.userId ?? '');
  if (!session || !user || session.clientId !== client.id || !isLive(instance, session))
    throw unauthenticated();
  return { session, user };
}

/** `azp` of any token minted while answering this call. */
export function azpOf(instance: Instance, c: Call): string | null {
  return azpOfCall(instance, c.req.header('origin'));
}

/**
 * Answers with Clerk's envelope. A mutation carries the whole client: that is how clerk-js learns of sessions and tokens.
 *
 * @source `@clerk/clerk-js` `Base.ts` `_updateClient`: piggybacking.
 */
export async function respond(instance: Instance, c: Call, response: unknown): Promise<Response> {
  if (c.req.method === 'GET') return c.json({ response, client: null });
  const client = readClient(instance, c);
  const clientJson = client ? await toClientJSON(instance, client, azpOf(instance, c)) : null;
  syncClientUat(instance, c, client);
  return c.json({ response, client: clientJson });
}

/** Sets `__client_uat` on the answer when what the browser has says otherwise: after sign-in, sign-out and revocation. */
export function syncClientUat(instance: Instance, c: Call, client: ClientRow | undefined): void {
  const uatSeconds = clientUatOf(instance, client);
  const isTold = bothNames(instance, '__client_uat').every((name) => {
    // A stranger without the cookie is signed out already: a public page sets no cookie.
    const presented = getCookie(c, name) ?? (client ? undefined : '0');
    return presented === String(uatSeconds);
  });
  if (isTold) return;
  for (const line of buildClientUatCookies(instance, uatSeconds))
    c.header('Set-Cookie', line, { append: true });
}

/** The fields of a call's body: form, multipart or JSON. An empty value is `''`, an absent one undefined. */
export interface Fields {
  get(name: string): string | undefined;
  all(name: string): string[];
}

/** @throws {ApiError} 400 `request_body_invalid`: the body is not what its content type says. */
export async function readFields(c: Call): Promise<Fields> {
  const entries = await readBody(c);
  const all = (name: string) =>
    (Object.hasOwn(entries, name) ? [entries[name]].flat() : []).flatMap((value) => toText(value));
  return { get: (name) => all(name)[0], all };
}

async function readBody(c: Call): Promise<Record<string, unknown>> {
  try {
    if (!c.req.header('content-type')?.includes('json')) return await c.req.parseBody({ all: true });
    const body: unknown = await c.req.json();
    if (typeof body === 'object' && body !== null) return { ...body };
  } catch {
    // Falls through to the refusal below.
  }
  throw new ApiError(400, 'request_body_invalid', 'The request body could not be read.');
}

function toText(value: unknown): string[] {
  if (value === null) return [''];
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return typeof value === 'object' && !(value instanceof Blob) ? [JSON.stringify(value)] : [];
}
