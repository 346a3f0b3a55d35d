import { decodeProtectedHeader, jwtVerify } from 'jose';
import { z } from 'zod';
import { unauthenticated } from '../../errors/api-error.ts';
import { isLive } from '../../flows/sessions/sessions.ts';
import type { Instance } from '../../instance/instance.ts';
import type { SessionRow } from '../../store/session-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { publishedKeySet } from '../../tokens/published-keys.ts';
import { SESSION_TOKEN_CATEGORY } from '../../tokens/session-token.ts';
import type { Call } from './call.ts';

const claimsSchema = z.looseObject({ sid: z.string(), sub: z.string() });

/**
 * The session of a call's Bearer session token. For the few calls that clerk-js makes without cookies.
 *
 * @throws {ApiError} 401 `authentication_invalid`: no token, one that is not a session token of this instance, an expired one,
 * or one of a session that has ended.
 * @source `@clerk/clerk-js` 6.34.1 `APIKeys`: Bearer, `credentials: same-origin`.
 */
export async function requireBearerSession(
  instance: Instance,
  c: Call,
): Promise<{ session: SessionRow; user: UserRow }> {
  const token = /^bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
  const claims = await readSessionClaims(instance, token);
  const session = instance.store.sessions.get(claims?.sid ?? '');
  const user = instance.store.users.get(session?.userId ?? '');
  if (!session || !user || claims?.sub !== user.id || !isLive(instance, session)) throw unauthenticated();
  return { session, user };
}

async function readSessionClaims(instance: Instance, token: string) {
  try {
    const { payload } = await jwtVerify(token, publishedKeySet(instance), {
      algorithms: ['RS256'],
      issuer: instance.issuer,
      currentDate: new Date(instance.nowMs()),
    });
    if (decodeProtectedHeader(token).cat !== SESSION_TOKEN_CATEGORY) return undefined;
    return claimsSchema.parse(payload);
  } catch {
    return undefined;
  }
}
