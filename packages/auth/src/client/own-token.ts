import type { LoadedClerk } from '@clerk/shared/types';
import { readUnverifiedClaims } from '../session-token.ts';

/**
 * A session token that was minted for this page: Clerk hands out the one it has until shortly before that expires, and the
 * first after loading may be one that it minted for a sibling or for nobody.
 *
 * @param parties Origins whose tokens will do.
 * @returns null: nobody is signed in. Where a new token, too, names somebody else, that one: a server will say so.
 * @throws What clerk-js throws when Clerk cannot be reached.
 * @source Clerk docs "session.getToken({ skipCache })".
 */
export async function ownToken(
  session: LoadedClerk['session'],
  parties: readonly string[],
): Promise<string | null> {
  const token = await session?.getToken();
  if (!token) return null;
  const party = readUnverifiedClaims(token)?.azp ?? '';
  return parties.includes(party) ? token : ((await session?.getToken({ skipCache: true })) ?? null);
}
