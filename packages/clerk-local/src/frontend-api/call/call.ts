import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { unauthenticated } from '../../errors/api-error.ts';
import {
  clientUatOf,
  createClient,
  findClientByCookie,
  renewClientSecret,
} from '../../flows/sessions/clients.ts';
import { assertRecentlyVerified } from '../../flows/sessions/reverification.ts';
import { currentSessionOf, isLive } from '../../flows/sessions/sessions.ts';
import { bothNames, buildClientCookie, buildClientUatCookies } from '../../http/cookies.ts';
import type { Instance } from '../../instance/instance.ts';
import type { ClientRow, SessionRow } from '../../store/session-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { azpOfCall } from '../../tokens/session-token.ts';
import { toClientJSON } from '../../wire/client.ts';

/** What `ensureClient` stores for one Frontend API call. */
export type CallEnv = { Variables: { clientId: string | undefined } };
export type Call = Context<CallEnv>;

/** The client of this call's cookie, as it is now; undefined: no valid cookie. */
export function readClient(instance: Instance, c: Call): ClientRow | undefined {
  const created = c.get('clientId');
  if (created !== undefined) return instance.store.clients.get(created);
  return findPresentedClient(instance, c)?.client;
}

/** The client and the cookie value with its secret. A sibling host can add a `__client` of its own, so every value is tried. */
export function findPresentedClient(
  instance: Instance,
  c: Call,
): { client: ClientRow; cookieValue: string } | undefined {
  for (const cookieValue of clientCookieValues(c)) {
    const client = findClientByCookie(instance, cookieValue);
    if (client) return { client, cookieValue };
  }
  return undefined;
}

/** The call's client. A browser without one gets a client, and its cookie with the response. */
export function ensureClient(instance: Instance, c: Call): ClientRow {
  const known = readClient(instance, c);
  if (known) return known;
  const { client, cookieValue } = createClient(instance);
  c.set('clientId', client.id);
  c.header('Set-Cookie', buildClientCookie(cookieValue), { append: true });
  return client;
}

/** Gives the response of a sign-in a new `__client` value; a client created by this call has one already. */
export function renewClient(instance: Instance, c: Call, clientId: string): void {
  if (c.get('clientId') === clientId) return;
  c.set('clientId', clientId);
  c.header('Set-Cookie', buildClientCookie(renewClientSecret(instance, clientId)), { append: true });
}

/** @throws {ApiError} 401 `authentication_invalid`: a browser without a client. */
export function requireClient(instance: Instance, c: Call): ClientRow {
  const client = readClient(instance, c);
  if (!client) throw unauthenticated();
  return client;
}

/**
 * The session a call acts for: the one named by `_clerk_session_id`, else the client's current one.
 *
 * @throws {ApiError} 401: no user is signed in, or the named session is not live on this client.
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

/**
 * As `requireSession`, for a sensitive action: the user proved lately who they are.
 *
 * @throws {ApiError} 403 `session_reverification_required`.
 */
export function requireVerifiedSession(instance: Instance, c: Call): { session: SessionRow; user: UserRow } {
  const found = requireSession(instance, c);
  assertRecentlyVerified(instance, found.session);
  return found;
}

/** `azp` of any token minted for this call. */
export function azpOf(instance: Instance, c: Call): string | null {
  return azpOfCall(instance, c.req.header('origin'));
}

/**
 * Responds with Clerk's envelope. The response to a mutation carries the whole client, from which clerk-js learns of sessions and tokens.
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

/** Sets `__client_uat` on the response when the browser has another value: after sign-in, sign-out and revocation. */
export function syncClientUat(instance: Instance, c: Call, client: ClientRow | undefined): void {
  const uatSeconds = clientUatOf(instance, client);
  const isCurrent = bothNames(instance, '__client_uat').every((name) => {
    // A browser without the cookie counts as signed out: a public page sets no cookie.
    const presented = getCookie(c, name) ?? (client ? undefined : '0');
    return presented === String(uatSeconds);
  });
  if (isCurrent) return;
  for (const line of buildClientUatCookies(instance, uatSeconds))
    c.header('Set-Cookie', line, { append: true });
}

function clientCookieValues(c: Call): string[] {
  const pairs = (c.req.header('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith('__client=')).map((pair) => pair.slice('__client='.length));
}
