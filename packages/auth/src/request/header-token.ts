/**
 * Reads the token of an Authorization header by the rule of Clerk's SDK, which prefers it to the cookie.
 * Header and cookie have different authorized parties: another rule here would let a caller's token act as a cookie.
 *
 * @returns undefined: the SDK will read the cookie.
 * @source `@clerk/backend` 3.20.1 `AuthenticateContext.parseAuthorizationHeader`.
 */
export function readHeaderToken(authorization: string | null): string | undefined {
  const [scheme, token] = (authorization ?? '').split(' ', 2);
  if (!token) return scheme || undefined;
  return scheme === 'Bearer' ? token : undefined;
}
