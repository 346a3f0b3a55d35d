import { exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** Tokens as Clerk mints them, for tests. One place, so that every test has the same idea of a session token. */

export const ISSUER = 'https://clerk.acme.example';
export const PLATFORM = 'https://platform.acme.example';
/** The same of this repository's registry, on the local root domain. */
const LOCAL_ISSUER = 'https://clerk.acme.localhost:3000';
export const LOCAL_PLATFORM = 'http://platform.acme.localhost:3000';

/** A key pair as Clerk has it: the key that signs, and the two forms in which Clerk publishes the other. */
export interface Signer {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly pem: string;
  readonly jwk: JWK;
}

export async function createSigner(kid: string): Promise<Signer> {
  const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const jwk = { ...(await exportJWK(pair.publicKey)), kid, alg: 'RS256', use: 'sig' };
  return { kid, privateKey: pair.privateKey, pem: await exportSPKI(pair.publicKey), jwk };
}

export const nowSeconds = () => Math.floor(Date.now() / 1000);

/**
 * Claims of a session token.
 *
 * @param ageSeconds How long ago it was minted; negative: Clerk's clock is ahead.
 */
export function sessionClaims(change: Record<string, unknown> = {}, ageSeconds = 0): JWTPayload {
  const iat = nowSeconds() - ageSeconds;
  const times = { iat, nbf: iat - 10, exp: iat + 60 };
  return {
    iss: ISSUER,
    sub: 'user_1',
    sid: 'sess_1',
    azp: PLATFORM,
    v: 2,
    sts: 'active',
    ...times,
    ...change,
  };
}

/** The same for platform on the local root domain, with a first factor that was just verified. */
export function localClaims(change: Record<string, unknown> = {}, ageSeconds = 0): JWTPayload {
  return sessionClaims({ iss: LOCAL_ISSUER, azp: LOCAL_PLATFORM, fva: [0, -1], ...change }, ageSeconds);
}

/** Signs any payload with any header, as only Clerk could. */
export function signToken(
  signer: { readonly kid: string; readonly privateKey: CryptoKey | Uint8Array },
  claims: JWTPayload = sessionClaims(),
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: signer.kid, typ: 'JWT', cat: 'cl_B7d4PD111AAA', ...header })
    .sign(signer.privateKey);
}

export const encodePart = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs bytes that no library would: a header that lies, a payload that is no object. */
export function signRaw(signer: Signer, header: unknown, payload: unknown): Promise<string> {
  return signJson(signer, JSON.stringify(header), JSON.stringify(payload));
}

/** The same for JSON that `JSON.stringify` does not write, such as `1e999` or a member that comes twice. */
export async function signJson(signer: Signer, header: string, payload: string): Promise<string> {
  const input = [header, payload].map((part) => Buffer.from(part).toString('base64url')).join('.');
  const bytes = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', signer.privateKey, Buffer.from(input));
  return `${input}.${Buffer.from(bytes).toString('base64url')}`;
}
