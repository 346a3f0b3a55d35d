import type { TokenType } from './caller.ts';
import { headerToken } from './request-facts.ts';
import { readSessionCookies } from './session-cookies.ts';
import { decodeUnverified } from './session-token.ts';

/** What a request brought along to say who calls. Nothing in it is verified. */
export type Credential =
  | { readonly kind: 'none' }
  /** Two session cookies of one name: one of them was planted, and neither is believed. */
  | { readonly kind: 'ambiguous' }
  | {
      readonly kind: 'token';
      readonly type: TokenType;
      readonly token: string;
      readonly from: 'header' | 'cookie';
    };

/**
 * Finds the one credential of a request: the Authorization header's, else the session cookie's, as Clerk's SDK chooses.
 *
 * @param headers Of the request.
 * @param cookieSuffix Of this Clerk instance's cookies, `getCookieSuffix`.
 * @returns Exactly one; a header that holds a token hides the cookie, even when that token is refused.
 * @source `@clerk/backend` 3.20.1 `AuthenticateContext`, `getMachineTokenType`.
 */
export function readCredential(headers: Headers, cookieSuffix: string): Credential {
  const token = headerToken(headers.get('authorization'));
  if (token) return { kind: 'token', type: tokenTypeOf(token), token, from: 'header' };
  const { values, isAmbiguous } = readSessionCookies(headers.get('cookie'), cookieSuffix);
  if (isAmbiguous) return { kind: 'ambiguous' };
  const cookie = values.get(`__session_${cookieSuffix}`) ?? values.get('__session');
  // Whatever is in the session cookie has to be a session token.
  return cookie ? { kind: 'token', type: 'session_token', token: cookie, from: 'cookie' } : { kind: 'none' };
}

/**
 * Tells by its form what kind of token somebody sent. It says where to verify it, and grants nothing.
 *
 * @source Clerk docs "Machine authentication": prefixes `ak_`, `mt_`, `oat_`; RFC 9068 `at+jwt`; `@clerk/backend` 3.20.1
 *   `isM2MJwt` (subject `mch_…`).
 */
export function tokenTypeOf(token: string): TokenType {
  for (const [prefix, type] of PREFIXES) if (token.startsWith(prefix)) return type;
  const parts = decodeUnverified(token);
  const typ: unknown = Reflect.get(parts?.header ?? {}, 'typ');
  if (typ === 'at+jwt' || typ === 'application/at+jwt') return 'oauth_token';
  const subject: unknown = Reflect.get(parts?.payload ?? {}, 'sub');
  return typeof subject === 'string' && subject.startsWith('mch_') ? 'm2m_token' : 'session_token';
}

const PREFIXES: readonly (readonly [string, TokenType])[] = [
  ['ak_', 'api_key'],
  ['mt_', 'm2m_token'],
  ['oat_', 'oauth_token'],
];
