import type { TokenFault } from './reasons.ts';

/** Claims of a session token whose signature, times, issuer, party and session were checked. Anything else is unknown. */
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
 * Tells from the header alone why a token cannot be a session token, before anything costly is done with it.
 *
 * @param header Protected header, unverified.
 * @returns undefined: it may be one.
 * @source `@clerk/backend` 3.20.1 `assertHeaderType`, `assertHeaderAlgorithm`, `JWT_CATEGORY_SESSION_TOKEN`; RFC 7515
 *   section 4.1.11 (`crit`); RFC 8725 section 3.1.
 */
export function judgeTokenHeader(header: Readonly<Record<string, unknown>>): TokenFault | undefined {
  // Clerk marks nothing as critical, and nothing here understands an extension.
  if (header.crit !== undefined) return 'token_malformed';
  if (header.alg !== 'RS256') return 'token_algorithm_refused';
  if (header.typ !== undefined && header.typ !== 'JWT') return 'token_type_refused';
  if (header.cat !== undefined && header.cat !== SESSION_CATEGORY) return 'token_type_refused';
  return undefined;
}

/**
 * Judges the claims of a token whose signature is good.
 *
 * @param payload A JSON object.
 * @returns The same object, now known to be a session's; or the first thing that is wrong with it, in the SDK's order.
 * @source `@clerk/backend` 3.20.1 `verifyJwt`; Clerk docs "Session tokens" (`sts`, `azp`); RFC 7519 section 4.1.
 */
export function judgeSessionClaims(payload: object, rules: SessionRules): VerifiedClaims | TokenFault {
  // A JSON object; what its members are is checked here, one by one.
  const { sub, sid, iss, azp, exp, nbf, iat, sts } = payload as Readonly<Record<string, unknown>>;
  const { issuers, parties, acceptPending, toleranceSeconds, nowSeconds } = rules;
  if (!isText(sub) || !isText(sid) || sub.startsWith(MACHINE_SUBJECT)) return 'token_type_refused';
  if (!isText(iss) || !issuers.includes(iss)) return 'token_issuer_foreign';
  if (!isText(azp)) return 'azp_missing';
  if (!parties.includes(azp)) return 'azp_foreign';
  if (!isTime(exp) || !isTime(iat) || (nbf !== undefined && !isTime(nbf))) return 'token_malformed';
  if (exp <= nowSeconds - toleranceSeconds) return 'token_expired';
  if (nbf !== undefined && nbf > nowSeconds + toleranceSeconds) return 'token_not_active_yet';
  if (iat > nowSeconds + toleranceSeconds) return 'token_issued_in_future';
  if (sts === 'pending' && !acceptPending) return 'token_pending';
  return { ...payload, sub, sid, iss, azp, exp, iat };
}

/** Header `cat` of session tokens; template and machine tokens have others, older tokens none. */
const SESSION_CATEGORY = 'cl_B7d4PD111AAA';

const MACHINE_SUBJECT = 'mch_';

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
