import type { TokenFault } from '../reasons.ts';
import { isAuthorizedParty } from './is-authorized-party.ts';

/** Claims of a session token whose signature, times, issuer, authorized party and session were checked. The rest is unknown. */
export interface VerifiedClaims {
  /** User id. */
  readonly sub: string;
  /** Session id. */
  readonly sid: string;
  readonly iss: string;
  /** The origin that the token was minted for; one of the accepted parties. */
  readonly azp: string;
  /** Seconds since the epoch. */
  readonly exp: number;
  /** Seconds since the epoch. */
  readonly iat: number;
  readonly [claim: string]: unknown;
}

export interface SessionRules {
  readonly issuers: readonly string[];
  readonly parties: readonly string[];
  readonly acceptPending: boolean;
  readonly toleranceSeconds: number;
  readonly nowSeconds: number;
}

/**
 * Finds out from the header alone why a token cannot be a session token, before any costly step.
 *
 * @param header Protected header, unverified.
 * @returns undefined: it may be one.
 * @source `@clerk/backend` 3.20.1 `assertHeaderType`, `assertHeaderAlgorithm`, `JWT_CATEGORY_SESSION_TOKEN`; RFC 7515
 *   section 4.1.11 (`crit`); RFC 8725 section 3.1.
 */
export function checkTokenHeader(header: Readonly<Record<string, unknown>>): TokenFault | undefined {
  // Clerk marks nothing as critical, and this verifier supports no extension.
  if (header.crit !== undefined) return 'token_malformed';
  if (header.alg !== 'RS256') return 'token_algorithm_refused';
  if (header.typ !== undefined && header.typ !== 'JWT') return 'token_type_refused';
  if (header.cat !== undefined && header.cat !== SESSION_CATEGORY) return 'token_type_refused';
  return undefined;
}

/**
 * Checks whether claims have the shape of a session's of this instance: everything that neither depends on the time nor on where the
 * token is used. A guard, which runs after the proxy, asks no more.
 *
 * @param payload A JSON object.
 * @param issuers The issuers of this instance, `https://host[:port]`.
 * @source RFC 7519 section 4.1; Clerk docs "Manual JWT verification" and "JWT templates".
 */
export function checkSessionShape(payload: object, issuers: readonly string[]): SessionShape | TokenFault {
  // The payload is a JSON object; the types of its members are checked below, one by one.
  const { sub, sid, iss, exp, nbf, iat } = payload as Readonly<Record<string, unknown>>;
  if (!isText(sub) || !isText(sid) || sub.startsWith(MACHINE_SUBJECT)) return 'token_type_refused';
  if (!isText(iss) || !issuers.includes(iss)) return 'token_issuer_foreign';
  if (!isTime(exp) || !isTime(iat) || (nbf !== undefined && !isTime(nbf))) return 'token_malformed';
  return { sub, sid, iss, exp, iat, nbf };
}

type SessionShape = Pick<VerifiedClaims, 'sub' | 'sid' | 'iss' | 'exp' | 'iat'> & {
  readonly nbf: number | undefined;
};

/**
 * Checks the claims of a token whose signature is valid.
 *
 * @param payload A JSON object.
 * @returns The same object, now known to be a session's; or the first thing that is wrong with it, in the SDK's order.
 * @source `@clerk/backend` 3.20.1 `verifyJwt`; Clerk docs "Session tokens" (`sts`, `azp`); RFC 7519 section 4.1.
 */
export function checkSessionClaims(payload: object, rules: SessionRules): VerifiedClaims | TokenFault {
  const { issuers, parties, acceptPending, toleranceSeconds, nowSeconds } = rules;
  const shape = checkSessionShape(payload, issuers);
  if (typeof shape === 'string') return shape;
  const { sub, sid, iss, exp, nbf, iat } = shape;
  const { azp, sts } = payload as { readonly azp?: unknown; readonly sts?: unknown };
  if (!isText(azp)) return 'azp_missing';
  if (!isAuthorizedParty(azp, parties)) return 'azp_foreign';
  if (exp <= nowSeconds - toleranceSeconds) return 'token_expired';
  if (nbf !== undefined && nbf > nowSeconds + toleranceSeconds) return 'token_not_active_yet';
  if (iat > nowSeconds + toleranceSeconds) return 'token_issued_in_future';
  if (sts === 'pending' && !acceptPending) return 'token_pending';
  return { ...payload, sub, sid, iss, azp, exp, iat };
}

/** Header `cat` of session tokens; template and machine tokens have other values, older tokens none. */
const SESSION_CATEGORY = 'cl_B7d4PD111AAA';

const MACHINE_SUBJECT = 'mch_';

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Seconds of a date that every library can compute with. A larger number would make comparisons that are never true. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LATEST_SECONDS;
}

/** The end of the year 9999. */
const LATEST_SECONDS = 253_402_300_799;
