import { type CompactVerifyResult, compactVerify, decodeProtectedHeader, errors } from 'jose';
import { AuthConfigError } from '../errors.ts';
import type { TokenFault } from '../reasons.ts';
import { parseOrigin } from '../registry/origin.ts';
import { checkSessionClaims, checkTokenHeader, type VerifiedClaims } from './check-session-claims.ts';
import { createExpiringCache } from './expiring-cache.ts';
import { splitToken } from './token-form.ts';
import { decodeUnverified } from './unverified-claims.ts';
import { createKeySource, type KeySource, type VerificationKeys } from './verification-keys.ts';

export type { VerifiedClaims } from './check-session-claims.ts';

export interface SessionVerifierOptions {
  /** Accepted `iss` values: `https://clerk.acme.example`, and the proxy URL where one is used. */
  readonly issuers: readonly [string, ...string[]];
  /** Accepted `azp` values, exact origins; never empty. From `authorizedParties()`, never from a request. */
  readonly parties: readonly [string, ...string[]];
  /** The instance's public key, or where to fetch it. See `VerificationKeys`. A source is shared by several verifiers. */
  readonly keys: VerificationKeys | KeySource;
  /** Largest difference between the clocks of Clerk and this process. Seconds, >= 0, default 5. */
  readonly clockToleranceSeconds?: number;
  /** Whether a session with unfinished tasks (`sts: pending`) counts; default false. */
  readonly acceptPending?: boolean;
  /** Number of verified tokens that are kept, each until its own expiry; default 1000, 0: none. */
  readonly cacheSize?: number;
  /** Unix milliseconds; default `Date.now`. */
  readonly nowMs?: () => number;
}

export type VerificationResult =
  | { readonly ok: true; readonly claims: VerifiedClaims }
  /** `keys_unavailable`: the token could not be checked; answer 503, not 401. */
  | { readonly ok: false; readonly fault: TokenFault | 'keys_unavailable' };

/**
 * Makes a function that verifies Clerk session tokens with Web APIs alone: in Node, workers, Deno, Bun and browsers.
 *
 * It requires what the SDK's `verifyToken` leaves to the caller: authorized party, issuer, session, and non-empty lists.
 *
 * A token is accepted until its `exp`, as in every networkless verification: a session that was revoked or signed out ends here
 * up to 60 s later. Where that is too long, ask the Backend API for the session as well.
 *
 * @returns Never rejects, for any string of any length. A token that was verified before is answered from memory, without
 *   cryptography, until its own `exp`; refusals are never kept. Claims are frozen.
 * @throws {AuthConfigError} `empty_issuers`, `empty_authorized_parties`, `invalid_origin`, `invalid_verification_keys`,
 *   `invalid_number`: at start.
 * @source Clerk docs "Manual JWT verification"; `@clerk/backend` 3.20.1 `verifyToken`, `verifyJwt`; RFC 8725 sections 3.1 to 3.9.
 * @example const verify = createSessionVerifier({ issuers: ['https://clerk.acme.example'], parties: ['https://acme.example'], keys: { jwtKey } });
 */
export function createSessionVerifier(
  options: SessionVerifierOptions,
): (token: string) => Promise<VerificationResult> {
  const { issuers, parties, keys, acceptPending = false, nowMs = Date.now } = options;
  assertLists(issuers, parties);
  const toleranceSeconds = nonNegative('clockToleranceSeconds', options.clockToleranceSeconds ?? 5);
  const cache = createExpiringCache<VerificationResult>(
    nonNegative('cacheSize', options.cacheSize ?? DEFAULT_CACHE_SIZE),
    nowMs,
  );
  const findKey = typeof keys === 'function' ? keys : createKeySource(keys, nowMs);

  const verify = async (token: string): Promise<VerificationResult> => {
    // Nothing is fetched or computed for a text whose payload could not be claims.
    const header = decodeUnverified(token) ? readHeader(token) : undefined;
    const headerFault = header ? checkTokenHeader(header) : 'token_malformed';
    if (!header || headerFault) return refused(headerFault ?? 'token_malformed');
    const key = await findKey(header.kid);
    if (typeof key === 'string') return refused(key);
    const claims = await readSigned(token, key);
    if (typeof claims === 'string') return refused(claims);
    const checked = checkSessionClaims(claims, {
      issuers,
      parties,
      acceptPending,
      toleranceSeconds,
      nowSeconds: nowMs() / 1000,
    });
    if (typeof checked === 'string') return refused(checked);
    const result = Object.freeze({ ok: true, claims: deepFreeze(checked) } as const);
    cache.set(token, result, checked.exp * 1000);
    return result;
  };

  return (token) => {
    // Callers are often not compiled with these types, and pass the value of a header.
    if (typeof token !== 'string' || token === '') return Promise.resolve(refused('token_missing'));
    if (splitToken(token) === null) return Promise.resolve(refused('token_malformed'));
    const known = cache.get(token);
    return known ? Promise.resolve(known) : verify(token);
  };
}

const DEFAULT_CACHE_SIZE = 1000;

function assertLists(issuers: readonly string[], parties: readonly string[]): void {
  // The types forbid an empty list, but one that was filtered at run time can be empty, and would accept no or every token.
  if (issuers.length === 0 || issuers.some((issuer) => !URL.canParse(issuer))) {
    throw new AuthConfigError('empty_issuers', `There is no usable issuer (${JSON.stringify(issuers)}).`);
  }
  if (parties.length === 0) {
    throw new AuthConfigError('empty_authorized_parties', 'No origin may send session tokens.');
  }
  for (const party of parties) parseOrigin(party, 'parties');
}

/** Every comparison with NaN is false: an expiry check would never refuse. */
function nonNegative(name: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new AuthConfigError('invalid_number', `${name} is ${value}.`);
}

function refused(fault: TokenFault | 'keys_unavailable'): VerificationResult {
  return { ok: false, fault };
}

function readHeader(token: string): ReturnType<typeof decodeProtectedHeader> | undefined {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return undefined;
  }
}

/** The payload of a token whose signature is valid. */
async function readSigned(token: string, key: CryptoKey): Promise<object | TokenFault> {
  let signed: CompactVerifyResult;
  try {
    signed = await compactVerify(token, key, { algorithms: ['RS256'] });
  } catch (error) {
    return error instanceof errors.JWSSignatureVerificationFailed
      ? 'token_signature_invalid'
      : 'token_malformed';
  }
  try {
    const payload: unknown = JSON.parse(new TextDecoder().decode(signed.payload));
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload)
      ? payload
      : 'token_malformed';
  } catch {
    return 'token_malformed';
  }
}

/** The same object answers many requests; none of them may change it for the next one. */
function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
