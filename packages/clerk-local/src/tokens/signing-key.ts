import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { JWK } from 'jose';
import { LocalClerkError } from '../errors/local-clerk-error.ts';

/** The key that signs session tokens. RSA-2048, e=65537: the only kind that the SDK's `jwtKey` can read. */
export interface SigningKey {
  /** `ins_…`, derived from the public key: the same key has the same id after a restart. */
  kid: string;
  privateKey: KeyObject;
  /** SPKI PEM: an app's CLERK_JWT_KEY. */
  publicPem: string;
  /** As published in the JWKS. */
  publicJwk: JWK;
}

/**
 * @param pem PKCS #8 of an RSA key.
 * @throws {LocalClerkError} `signing_key_invalid`.
 */
export function parseSigningKey(pem: string): SigningKey {
  const privateKey = readPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const kid = `ins_${createHash('sha256').update(publicPem).digest('hex').slice(0, 27)}`;
  const { n, e } = publicKey.export({ format: 'jwk' });
  if (n === undefined || e === undefined)
    throw new LocalClerkError('signing_key_invalid', 'The signing key is not an RSA key.');
  return { kid, privateKey, publicPem, publicJwk: { use: 'sig', kty: 'RSA', kid, alg: 'RS256', n, e } };
}

const RSA = { modulusLength: 2048, publicExponent: 0x10001 };
const PKCS8 = { type: 'pkcs8', format: 'pem' } as const;

/** PKCS #8 PEM of a new RSA key. */
export function generateSigningKeyPem(): string {
  return generateKeyPairSync('rsa', RSA).privateKey.export(PKCS8).toString();
}

/** The same without blocking: the search for the primes takes longer than the rest of a start. */
export async function createSigningKeyPem(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', RSA);
  return privateKey.export(PKCS8).toString();
}

function readPrivateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new LocalClerkError('signing_key_invalid', 'The signing key is not a private key in PEM.', {
      cause,
    });
  }
}
