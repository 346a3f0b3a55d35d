import { Hono } from 'hono';
import { clientUatOf } from '../flows/sessions/clients.ts';
import { issueRefreshToken } from '../flows/sessions/refresh-tokens.ts';
import { activateOrganization, currentSessionOf } from '../flows/sessions/sessions.ts';
import {
  buildClientUatCookies,
  buildHandshakeCookie,
  buildRefreshCookie,
  buildSessionCookies,
  type HandshakeCookieName,
} from '../http/cookies.ts';
import type { Instance } from '../instance/instance.ts';
import { newSecret } from '../store/ids.ts';
import type { ClientRow, SessionRow } from '../store/session-rows.ts';
import { azpOfNavigation, mintSessionToken, signJwt } from '../tokens/session-token.ts';
import { type CallEnv, readClient } from './call/call.ts';
import { parseRedirectUrl } from './call/origin-policy.ts';

const HANDSHAKE_LIFETIME_MS = 60_000;

/**
 * The redirect that gives an app's server the session that it cannot see yet: as a nonce to exchange, or as a signed token.
 *
 * @source `@clerk/backend` `HandshakeService`; FAPI `handshakeClient`.
 */
export function handshakeRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false }).get('/client/handshake', async (c) => {
    const target = parseRedirectUrl(instance, c.req.query('redirect_url'));
    const client = readClient(instance, c);
    const session = findSession(instance, client, c.req.query('organization_id'));
    const isNonce = c.req.query('format') === 'nonce';
    const name = isNonce ? '__clerk_handshake_nonce' : '__clerk_handshake';
    const directives = await buildDirectives(instance, { client, session, target, name });
    const value = isNonce
      ? keepForExchange(instance, directives)
      : await signJwt(instance, { handshake: directives });
    c.header('Set-Cookie', buildHandshakeCookie(instance, name, value));
    c.header('Cache-Control', 'no-store');
    return c.redirect(target.href, 307);
  });
}

function findSession(
  instance: Instance,
  client: ClientRow | undefined,
  organizationId: string | undefined,
): SessionRow | undefined {
  const session = client && currentSessionOf(instance, client);
  return session && organizationId !== undefined
    ? activateOrganization(instance, session, organizationId)
    : session;
}

interface HandshakeOutcome {
  client: ClientRow | undefined;
  session: SessionRow | undefined;
  target: URL;
  name: HandshakeCookieName;
}

async function buildDirectives(instance: Instance, outcome: HandshakeOutcome): Promise<string[]> {
  const { client, session, target, name } = outcome;
  const azp = azpOfNavigation(instance, target);
  const jwt = session ? await mintSessionToken(instance, session, { azp }) : '';
  return [
    // Without this line every later request would resolve the same handshake again.
    buildHandshakeCookie(instance, name, ''),
    ...buildClientUatCookies(instance, clientUatOf(instance, client)),
    buildRefreshDirective(instance, session),
    ...buildSessionCookies(instance, jwt),
  ];
}

function buildRefreshDirective(instance: Instance, session: SessionRow | undefined): string {
  if (!session) return buildRefreshCookie(instance, '');
  const remainingSeconds = Math.floor((session.expireAtMs - instance.nowMs()) / 1000);
  return buildRefreshCookie(instance, issueRefreshToken(instance, session), remainingSeconds);
}

function keepForExchange({ store, nowMs }: Instance, directives: readonly string[]): string {
  for (const old of store.handshakes.list((row) => row.expiresAtMs <= nowMs()))
    store.handshakes.delete(old.id);
  const expiresAtMs = nowMs() + HANDSHAKE_LIFETIME_MS;
  return store.handshakes.set({ id: newSecret(), directives, expiresAtMs }).id;
}
