import { SignJWT } from 'jose';
import type { Instance } from './instance.ts';

/** What tells one kind of machine token from another in a JWT's header. @source `@clerk/backend` 3.20.1 `jwtCategories`, `machine`. */
export type MachineJwtHeader = { typ: 'JWT'; cat: 'cl_B7d4PD333AAA' } | { typ: 'at+jwt' };

/** Header of a machine-to-machine token. */
export const M2M_HEADER: MachineJwtHeader = { typ: 'JWT', cat: 'cl_B7d4PD333AAA' };
/** Header of an OAuth access token. @source RFC 9068 section 2.1. */
export const OAUTH_HEADER: MachineJwtHeader = { typ: 'at+jwt' };

/** Claims that every machine JWT has. */
export interface MachineJwtClaims {
  sub: string;
  /** Id of the token. */
  jti: string;
  /** Unix milliseconds. */
  expiresAtMs: number;
  /** More claims; the registered ones win over them. */
  more: Record<string, unknown>;
}

/** Signs a machine token with the instance's key. Nothing keeps it, so nothing can revoke it. */
export function signMachineJwt(
  { signingKey, issuer, nowMs }: Instance,
  header: MachineJwtHeader,
  { sub, jti, expiresAtMs, more }: MachineJwtClaims,
): Promise<string> {
  const iat = Math.floor(nowMs() / 1000);
  return new SignJWT({ ...more, iss: issuer, sub, jti, iat, nbf: iat, exp: Math.ceil(expiresAtMs / 1000) })
    .setProtectedHeader({ alg: 'RS256', kid: signingKey.kid, ...header })
    .sign(signingKey.privateKey);
}
