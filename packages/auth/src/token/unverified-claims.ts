import { splitToken } from './token-form.ts';

/** Characters; longer claims are cut, because any client can write them and they appear in logs. */
const MAX_CLAIM_LENGTH = 200;

/** What a token claims. Nothing is verified: use it for events and for refusing, never for accepting. */
export interface TokenClaims {
  readonly iss: string | null;
  readonly azp: string | null;
  readonly sid: string | null;
}

/**
 * Reads the claims of a JSON Web Token without verifying anything.
 *
 * @param token Any text of a cookie or header.
 * @returns null when it is no token. Claims of another type than string are null.
 * @source RFC 7519 section 7.2, steps 1 to 6.
 */
export function readUnverifiedClaims(token: string | undefined): TokenClaims | null {
  const parts = decodeUnverified(token);
  if (!parts) return null;
  return readTokenClaims(parts.payload);
}

/** The claims that events and decisions name, of a decoded payload. */
export function readTokenClaims(payload: object): TokenClaims {
  return { iss: text(payload, 'iss'), azp: text(payload, 'azp'), sid: text(payload, 'sid') };
}

/** Decodes header and payload of a JSON Web Token; null when it is none, or longer than `MAX_TOKEN_LENGTH`. Nothing is verified. */
export function decodeUnverified(
  token: string | undefined,
): { readonly header: object; readonly payload: object } | null {
  const parts = splitToken(token ?? '');
  const header = parts && parsePart(parts[0]);
  const payload = header && parsePart(parts[1]);
  return header && payload ? { header, payload } : null;
}

/** Reads the id of the key with which a token says that it is signed; undefined: it names none, or is no token. */
export function readKeyId(token: string): unknown {
  const parts = splitToken(token);
  const header = parts && parsePart(parts[0]);
  return header ? Reflect.get(header, 'kid') : undefined;
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
