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

/** How tokens of machines begin: API keys, M2M and OAuth tokens. */
export const MACHINE_TOKEN_PREFIXES = ['ak_', 'mt_', 'oat_'] as const;

/**
 * Whether a text has the form of a token of Clerk: a JSON Web Token, or one of a machine. `Bearer null`, which a page sends before
 * its session has loaded, has neither, nor has a key of the app's own.
 *
 * @source RFC 7515 section 3.1: three parts, separated by points.
 */
export function canBeToken(text: string): boolean {
  return MACHINE_TOKEN_PREFIXES.some((prefix) => text.startsWith(prefix)) || JSON_WEB_TOKEN.test(text);
}

const JSON_WEB_TOKEN = /^[^.\s]+\.[^.\s]+\.[^.\s]*$/;
