import { statusOf } from '../flows/sessions/session-tasks.ts';
import type { Instance } from '../instance/instance.ts';
import type { CachedToken, SessionRow } from '../store/session-rows.ts';
import { mintSessionToken, SESSION_TOKEN_SECONDS } from './session-token.ts';

/** clerk-js asks for a new token when the old one has this long left. */
const SPENT_MS = 15_000;

/**
 * The `last_active_token` of a session's JSON. By default it is minted for the app that asks; with `lastActiveToken: 'cached'` one token
 * is given to every app until shortly before it expires, so that a sibling receives one whose `azp` names another app.
 *
 * @param azp For a token that is minted now. See `azpOfCall`.
 */
export function lastActiveTokenOf(
  instance: Instance,
  session: SessionRow,
  azp: string | null,
): Promise<string> {
  if (instance.tokenMinting.read().lastActiveToken === 'fresh') {
    return mintSessionToken(instance, session, { azp });
  }
  const cached = instance.cachedTokens.get(session.id);
  if (cached && isGood(instance, session, cached)) return cached.jwt;
  const jwt = mintSessionToken(instance, session, { azp });
  const { lastActiveOrganizationId: organizationId } = session;
  const status = statusOf(instance, session);
  instance.cachedTokens.set(session.id, { jwt, mintedAtMs: instance.nowMs(), organizationId, status });
  return jwt;
}

function isGood(instance: Instance, session: SessionRow, cached: CachedToken): boolean {
  const goodUntilMs = cached.mintedAtMs + SESSION_TOKEN_SECONDS * 1000 - SPENT_MS;
  // The SDK refuses a token that is older than `__client_uat`.
  const changedAtMs = instance.store.clients.get(session.clientId ?? '')?.authChangedAtMs ?? 0;
  return (
    instance.nowMs() < goodUntilMs &&
    cached.mintedAtMs >= changedAtMs &&
    cached.organizationId === session.lastActiveOrganizationId &&
    cached.status === statusOf(instance, session)
  );
}
