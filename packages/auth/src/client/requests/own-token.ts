import type { LoadedClerk } from '@clerk/shared/types';
import { isAuthorizedParty } from '../../token/is-authorized-party.ts';
import { readUnverifiedClaims } from '../../token/unverified-claims.ts';

/**
 * Gets a session token that was minted for this page. clerk-js returns its current token until shortly before that expires, and
 * the first one after loading may have been minted for a sibling app or for no origin.
 *
 * @param parties Accepted origins.
 * @returns null: no user is signed in. Where a new token also names another origin, that token: the server then refuses it.
 * @throws What clerk-js throws when Clerk cannot be reached.
 * @source Clerk docs "session.getToken({ skipCache })".
 */
export async function ownToken(
  session: LoadedClerk['session'],
  parties: readonly string[],
): Promise<string | null> {
  const token = await session?.getToken();
  if (!token) return null;
  const azp = readUnverifiedClaims(token)?.azp ?? null;
  if (isAuthorizedParty(azp, parties)) return token;
  return (await session?.getToken({ skipCache: true })) ?? null;
}
