/**
 * Compares the `azp` of a session token with the authorized parties, by string equality.
 *
 * The rule is applied in four places. Tokens that `withAuth` or `createSessionVerifier` verifies, and a page's own token, are
 * compared here, the proxy's as well; Clerk's SDK then compares once more, with the lists that `proxy/run-clerk-sdk.ts` passes. The script of session
 * sync compares before any bundle is loaded (`recovery/session-sync-script.ts`).
 *
 * @param azp null: the token names no authorized party; it is never accepted, although the SDK would accept it.
 * @param parties From `authorizedParties()` or `bearerParties()`, never from a request.
 */
export function isAuthorizedParty(azp: string | null, parties: readonly string[]): boolean {
  return azp !== null && parties.includes(azp);
}
