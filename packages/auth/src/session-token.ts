/** Longer claims are cut: a stranger writes them, and they end up in logs. */
const MAX_CLAIM_LENGTH = 200;

/** What a token says about itself. Read without verification: good for events and for refusing, never for accepting. */
export interface TokenClaims {
  readonly iss: string | null;
  readonly azp: string | null;
  readonly sid: string | null;
}

/**
 * Reads the claims of a JSON Web Token without verifying anything.
 *
 * @param token Whatever a cookie or header held.
 * @returns null when it is no token at all. Claims of another type than string are null.
 * @source RFC 7519 section 7.2, steps 1 to 6.
 */
export function readUnverifiedClaims(token: string | undefined): TokenClaims | null {
  const parts = decodeUnverified(token);
  if (!parts) return null;
  return readTokenClaims(parts.payload);
}

/** The claims that events and decisions name, of a payload that somebody has decoded. */
export function readTokenClaims(payload: object): TokenClaims {
  return { iss: text(payload, 'iss'), azp: text(payload, 'azp'), sid: text(payload, 'sid') };
}

/** Header and payload of a JSON Web Token, as it claims; null when it is none. Nothing is verified. */
export function decodeUnverified(
  token: string | undefined,
): { readonly header: object; readonly payload: object } | null {
  const [header, payload] = (token ?? '').split('.').map(parsePart);
  return header && payload ? { header, payload } : null;
}

/**
 * Tells whether verified claims are those of a session of this Clerk instance. The SDK checks the signature and the kind
 * of token where the header names one, but neither the issuer nor that there is a session: a custom token signed with the
 * same key would pass for a person.
 *
 * @param claims Claims the SDK has verified.
 * @param issuers The issuers of this instance, `https://host[:port]`.
 * @source `@clerk/backend` 3.20.1 `verifyJwt` (no `iss` check); Clerk docs "Manual JWT verification" and "JWT templates".
 */
export function isSessionOfIssuer(
  claims: { readonly iss?: unknown; readonly sid?: unknown } | null | undefined,
  issuers: readonly string[],
): boolean {
  return typeof claims?.sid === 'string' && typeof claims.iss === 'string' && issuers.includes(claims.iss);
}

function parsePart(part: string): object | null {
  try {
    const binary = atob(part.replace(/-/g, '+').replace(/_/g, '/'));
    // Uint8Array.from() with a function takes many times as long, and this runs for every page.
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function text(claims: object, name: string): string | null {
  const value: unknown = Reflect.get(claims, name);
  return typeof value === 'string' ? value.slice(0, MAX_CLAIM_LENGTH) : null;
}
