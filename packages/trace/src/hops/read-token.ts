import { decodeJwt } from 'jose';
import type { Redact } from '../redact.ts';
import type { TokenClaims } from '../trace.ts';

const SHOWN_SID_LENGTH = 11;

/**
 * Reads the claims of a session token without verifying it: for showing, never for a decision.
 *
 * @param token Value of a `__session*` cookie.
 * @param redact Claims may hold anything.
 * @returns Never the token, nor the whole session id.
 */
export function readToken(token: string, redact: Redact, nowMs: number): TokenClaims | 'unreadable' {
  const claims = decode(token);
  if (claims === null) return 'unreadable';
  const { azp, iss, exp, sid } = claims;
  const text = (claim: unknown) => (typeof claim === 'string' ? redact(claim) : null);
  return {
    azp: text(azp),
    iss: text(iss),
    expiresInSeconds: Number.isFinite(exp) ? Math.round(Number(exp) - nowMs / 1000) : null,
    sid: typeof sid === 'string' ? `${redact(sid.slice(0, SHOWN_SID_LENGTH))}…` : null,
  };
}

function decode(token: string): Readonly<Record<string, unknown>> | null {
  try {
    return decodeJwt(token);
  } catch {
    return null;
  }
}
