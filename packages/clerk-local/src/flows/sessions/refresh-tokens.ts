import { ApiError } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { newId, newSecret } from '../../store/ids.ts';
import type { SessionRow } from '../../store/session-rows.ts';
import { hashSecret, isSecretOf } from '../../tokens/secret-hash.ts';
import { readOwnToken } from '../../tokens/session-token.ts';
import { isLive } from './sessions.ts';

const TOKENS_BETWEEN_CLEARINGS = 256;

/**
 * Creates a token with which an app's server can replace an expired session token; it ends with the session.
 *
 * @returns `<id>.<secret>`, its only copy.
 */
export function issueRefreshToken(instance: Instance, session: SessionRow): string {
  clearTheOutdated(instance);
  const secret = newSecret();
  const row = { id: newId('rt'), sessionId: session.id, secretHash: hashSecret(secret) };
  return `${instance.store.refreshTokens.set(row).id}.${secret}`;
}

/** What an app's server sends to replace a session token. */
export interface RefreshRequest {
  /** From the path. */
  sessionId: string;
  expiredToken: string;
  refreshToken: string;
  /** Origin of the request that the app's server responds to. */
  requestOrigin: string;
}

/**
 * Checks a refresh and uses up its expired token. If a condition fails, the SDK falls back to the handshake.
 *
 * @returns the session that a new token may be minted for.
 * @throws {ApiError} 401 with the codes that Clerk documents.
 * @source Clerk docs, "Backend API errors", Session Refresh. An expired token counts once and for its own `azp` only: one from
 * a navigation (no `azp`) or of a sibling is refused.
 */
export async function redeemRefreshToken(instance: Instance, request: RefreshRequest): Promise<SessionRow> {
  const { store, options } = instance;
  if (!options.allowedOrigins.includes(request.requestOrigin)) {
    throw refused(
      'refresh_request_origin_invalid',
      'request_origin is not one of the apps of this instance.',
    );
  }
  const tokenId = await readExpiredToken(instance, request);
  const session = store.sessions.get(request.sessionId);
  if (!session) throw refused('session_refresh_session_not_found', 'There is no such session.');
  if (!isLive(instance, session)) {
    throw refused('session_refresh_inactive_session', 'The session has ended.');
  }
  const [id = '', secret = ''] = request.refreshToken.split('.');
  const row = store.refreshTokens.get(id);
  if (!row || !isSecretOf(row.secretHash, secret) || row.sessionId !== session.id) {
    throw refused('refresh_token_not_found', 'The refresh token is not one of this session.');
  }
  // No await between this check and the write: of two requests at once, one wins.
  if (store.consumedTokens.get(tokenId)) {
    throw refused('session_refresh_expired_session_token_consumed', 'expired_token was refreshed before.');
  }
  store.consumedTokens.set({ id: tokenId, expiresAtMs: session.expireAtMs });
  return session;
}

/** @returns the `jti` of a token of this session and origin. */
async function readExpiredToken(instance: Instance, request: RefreshRequest): Promise<string> {
  const claims = await readOwnToken(instance, request.expiredToken);
  if (!claims) throw refused('expired_session_token_invalid', 'expired_token could not be verified.');
  if (!claims.sid) throw refused('expired_session_token_missing_sid', 'expired_token names no session.');
  if (claims.sid !== request.sessionId) {
    throw refused('refresh_sid_mismatch', 'expired_token is of another session.');
  }
  // An instance that never writes the claim cannot require it.
  if (instance.tokenMinting.read().azp !== 'never') assertOrigin(claims.azp, request.requestOrigin);
  if (!claims.jti) throw refused('expired_session_token_invalid', 'expired_token has no id.');
  return claims.jti;
}

function assertOrigin(azp: string | undefined, requestOrigin: string): void {
  if (!azp) throw refused('expired_session_token_missing_azp', 'expired_token names no origin.');
  if (azp === requestOrigin) return;
  throw refused('refresh_request_origin_azp_mismatch', 'expired_token was minted for another origin.');
}

function refused(code: string, message: string): ApiError {
  return new ApiError(401, code, message);
}

/** Reads every token, so it does that once for each 256 that are issued. */
function clearTheOutdated(instance: Instance): void {
  const { refreshTokens, consumedTokens, sessions } = instance.store;
  if (refreshTokens.count() % TOKENS_BETWEEN_CLEARINGS !== 0) return;
  const isOutdated = (sessionId: string) => {
    const session = sessions.get(sessionId);
    return !session || !isLive(instance, session);
  };
  for (const row of refreshTokens.list(({ sessionId }) => isOutdated(sessionId)))
    refreshTokens.delete(row.id);
  for (const row of consumedTokens.list(({ expiresAtMs }) => expiresAtMs <= instance.nowMs())) {
    consumedTokens.delete(row.id);
  }
}
