import { jwtVerify } from 'jose';
import { z } from 'zod';
import type { Instance } from '../instance/instance.ts';
import { publishedKeySet } from './published-keys.ts';
import { signRs256 } from './sign-rs256.ts';

/** Header that distinguishes kinds of machine tokens. @source `@clerk/backend` 3.20.1 `jwtCategories`, `machine`. */
export type MachineJwtHeader = { typ: 'JWT'; cat: string } | { typ: 'at+jwt' };

/** Header of a machine-to-machine token. */
export const M2M_HEADER: MachineJwtHeader = { typ: 'JWT', cat: 'cl_B7d4PD333AAA' };
/** Header of an id token. The category is ours: without one, the SDK would accept an id token as a session token. */
export const ID_TOKEN_HEADER: MachineJwtHeader = { typ: 'JWT', cat: 'cl_local_id_token' };
/** Header of an OAuth access token. @source RFC 9068 section 2.1. */
export const OAUTH_HEADER: MachineJwtHeader = { typ: 'at+jwt' };

/** Claims that every machine JWT has. */
export interface MachineJwtClaims {
  sub: string;
  /** Id of the token. */
  jti: string;
  /** Unix milliseconds. */
  expiresAtMs: number;
  /** More claims; registered claims override them. */
  more: Record<string, unknown>;
}

/** Signs a machine token with the instance's key. It is not stored, so it cannot be revoked. */
export function signMachineJwt(
  { signingKey, issuer, nowMs }: Instance,
  header: MachineJwtHeader,
  { sub, jti, expiresAtMs, more }: MachineJwtClaims,
): Promise<string> {
  const iat = Math.floor(nowMs() / 1000);
  const exp = Math.ceil(expiresAtMs / 1000);
  return signRs256(signingKey, { ...header }, { ...more, iss: issuer, sub, jti, iat, nbf: iat, exp });
}

const oauthClaimsSchema = z.object({
  jti: z.string(),
  sub: z.string(),
  client_id: z.string(),
  scope: z.string(),
  org_id: z.string().optional(),
  iat: z.number(),
  exp: z.number(),
});

/**
 * Reads an access token in JWT form that this instance signed, whether it has expired or not.
 *
 * @returns undefined: not signed by this instance, or another kind of token.
 */
export async function readOAuthJwt(instance: Instance, token: string) {
  try {
    const { payload } = await jwtVerify(token, publishedKeySet(instance), {
      algorithms: ['RS256'],
      issuer: instance.issuer,
      typ: OAUTH_HEADER.typ,
      // The caller checks the expiry: at the epoch no token has expired.
      currentDate: new Date(0),
      clockTolerance: Number.MAX_SAFE_INTEGER,
    });
    return oauthClaimsSchema.parse(payload);
  } catch {
    return undefined;
  }
}
