import { MACHINE_TOKEN_PREFIXES } from '../request/header-token.ts';
import type { ArrivedRequest } from '../request/read-request.ts';
import type { TokenType } from '../token/caller.ts';
import { decodeUnverified } from '../token/unverified-claims.ts';

/** What a request carries to show who calls. Nothing in it is verified. */
export type Credential =
  | { readonly kind: 'none' }
  /** Two session cookies of one name: one of them was planted, and neither is accepted. */
  | { readonly kind: 'ambiguous' }
  | {
      readonly kind: 'token';
      readonly type: TokenType;
      readonly token: string;
      readonly carrier: 'header' | 'cookie';
    };

/**
 * Finds the one credential of a request: the Authorization header's, else the session cookie's, as Clerk's SDK chooses.
 *
 * @returns Exactly one; a header that holds a token hides the cookie, even when that token is refused. A text of another form does not.
 * @source `@clerk/backend` 3.20.1 `AuthenticateContext`, `getMachineTokenType`.
 */
export function readCredential({
  headerToken,
  sessionCookies,
}: Pick<ArrivedRequest, 'headerToken' | 'sessionCookies'>): Credential {
  if (headerToken)
    return { kind: 'token', type: tokenTypeOf(headerToken), token: headerToken, carrier: 'header' };
  if (sessionCookies.isAmbiguous) return { kind: 'ambiguous' };
  const { token } = sessionCookies;
  // The session cookie may hold nothing but a session token.
  return token ? { kind: 'token', type: 'session_token', token, carrier: 'cookie' } : { kind: 'none' };
}

/**
 * Finds the kind of a token by its form. It only chooses where to verify the token, and grants nothing.
 *
 * @source Clerk docs "Machine authentication": prefixes `ak_`, `mt_`, `oat_`; RFC 9068 `at+jwt`; `@clerk/backend` 3.20.1
 *   `isM2MJwt` (subject `mch_…`).
 * @internal Exported for its test.
 */
export function tokenTypeOf(token: string): TokenType {
  const prefix = MACHINE_TOKEN_PREFIXES.find((start) => token.startsWith(start));
  if (prefix) return MACHINE_TOKENS[prefix];
  const parts = decodeUnverified(token);
  const typ: unknown = Reflect.get(parts?.header ?? {}, 'typ');
  if (typ === 'at+jwt' || typ === 'application/at+jwt') return 'oauth_token';
  const subject: unknown = Reflect.get(parts?.payload ?? {}, 'sub');
  return typeof subject === 'string' && subject.startsWith('mch_') ? 'm2m_token' : 'session_token';
}

const MACHINE_TOKENS: Readonly<Record<(typeof MACHINE_TOKEN_PREFIXES)[number], TokenType>> = {
  ak_: 'api_key',
  mt_: 'm2m_token',
  oat_: 'oauth_token',
};
