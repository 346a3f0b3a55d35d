import { AuthConfigError } from '../errors.ts';

declare const originBrand: unique symbol;

/** A web origin, `scheme://host[:port]`, exactly as a browser writes it in the Origin header. */
export type Origin = string & { readonly [originBrand]: true };

/**
 * Accepts a configured value only when it is spelled exactly as browsers spell the origin.
 * Clerk compares `azp` by string equality, so a trailing slash or an upper-case host would silently sign users out.
 *
 * @param value `scheme://host[:port]`, http or https.
 * @param source Where the value came from, for the error: "VERCEL_URL", "sso.config.ts".
 * @throws {AuthConfigError} `invalid_origin`: anything else (path, userinfo, wildcard, whitespace, default port).
 * @source RFC 6454 section 6.2; `@clerk/backend` 3.20.1 `assertAuthorizedPartiesClaim`.
 */
export function parseOrigin(value: string, source: string): Origin {
  if (!isOrigin(value)) {
    throw new AuthConfigError('invalid_origin', `${source} is not an origin (${JSON.stringify(value)}).`);
  }
  return value;
}

/** Whether a string is an http(s) origin in its only valid spelling. */
export function isOrigin(value: string): value is Origin {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  return url.origin === value && /^[a-z0-9.-]+$|^\[[0-9a-f:]+\]$/.test(url.hostname);
}
