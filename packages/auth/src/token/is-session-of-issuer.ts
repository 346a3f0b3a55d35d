/**
 * Whether claims that Clerk's SDK has verified are those of a session of this Clerk instance.
 * The SDK checks the signature, and the kind of token where the header names one, but neither the issuer nor that there is a
 * session: a custom token signed with the same key would pass for a user. `check-session-claims.ts` has the same two rules
 * for tokens that this package verifies itself.
 *
 * @param issuers The issuers of this instance, `https://host[:port]`.
 * @source `@clerk/backend` 3.20.1 `verifyJwt` (no `iss` check); Clerk docs "Manual JWT verification" and "JWT templates".
 */
export function isSessionOfIssuer(
  claims: { readonly iss?: unknown; readonly sid?: unknown } | null | undefined,
  issuers: readonly string[],
): boolean {
  return typeof claims?.sid === 'string' && typeof claims.iss === 'string' && issuers.includes(claims.iss);
}
