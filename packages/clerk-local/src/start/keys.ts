import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JWK } from 'jose';
import { newSecret } from '../store/ids.ts';

/** What session tokens are signed with. RSA-2048, e=65537: the only kind the SDK's `jwtKey` can read. */
export interface SigningKey {
  /** `ins_…`, derived from the public key: the same key has the same id after a restart. */
  kid: string;
  privateKey: KeyObject;
  /** SPKI PEM, what an app takes as CLERK_JWT_KEY. */
  publicPem: string;
  /** As published in the JWKS. */
  publicJwk: JWK;
}

export interface KeyRotation {
  /** How long the JWKS goes on publishing the key that signed until now. Milliseconds, default one hour; 0: not at all. */
  keepOldForMs?: number;
}

/**
 * Reads the signing key from `<stateDir>/signing-key.pem` (mode 0600), or generates and keeps one.
 *
 * @param stateDir Absent: a new key that nobody keeps.
 * @param pem PKCS #8 of an RSA key: taken instead, and not kept.
 */
export async function loadSigningKey(stateDir: string | undefined, pem?: string): Promise<SigningKey> {
  return toSigningKey(pem ?? (await keepSecretFile(stateDir, 'signing-key.pem', generateSigningKeyPem)));
}

/** Makes another signing key and, with `stateDir`, puts it in the place of the kept one. */
export async function replaceSigningKey(stateDir: string | undefined): Promise<SigningKey> {
  const pem = generateSigningKeyPem();
  if (stateDir !== undefined) {
    const file = path.join(stateDir, 'signing-key.pem');
    await writeFile(`${file}.tmp`, pem, { mode: 0o600 });
    await rename(`${file}.tmp`, file);
  }
  return toSigningKey(pem);
}

/**
 * Reads the instance's id from `<stateDir>/instance-id`, or keeps the one it starts with.
 * It outlives the key it was derived from: receivers of events know the instance by it.
 */
export async function loadInstanceId(stateDir: string | undefined, initial: string): Promise<string> {
  return (await keepSecretFile(stateDir, 'instance-id', () => initial)).trim();
}

/** Reads the webhooks' signing secret from `<stateDir>/webhook-secret` (mode 0600), or makes and keeps one. */
export async function loadWebhookSecret(stateDir: string | undefined): Promise<string> {
  return (await keepSecretFile(stateDir, 'webhook-secret', generateWebhookSecret)).trim();
}

function toSigningKey(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const kid = `ins_${createHash('sha256').update(publicPem).digest('hex').slice(0, 27)}`;
  const { n, e } = publicKey.export({ format: 'jwk' });
  if (n === undefined || e === undefined) throw new Error('[clerk-local] signing-key.pem is not an RSA key.');
  return { kid, privateKey, publicPem, publicJwk: { use: 'sig', kty: 'RSA', kid, alg: 'RS256', n, e } };
}

/** Reads the Backend API's secret key from `<stateDir>/secret-key` (mode 0600), or makes and keeps one. */
export async function loadSecretKey(stateDir: string | undefined): Promise<string> {
  return (await keepSecretFile(stateDir, 'secret-key', () => `sk_live_${newSecret()}`)).trim();
}

/**
 * Derives the publishable key from the host alone, as Clerk does.
 *
 * @param frontendApiHost host[:port].
 * @source `@clerk/shared` `buildPublishableKey`: base64 of `<host>$`, unpadded.
 * @example buildPublishableKey('clerk.acme.localhost:3000') // 'pk_live_Y2xlcmsuYWNtZS5sb2NhbGhvc3Q6MzAwMCQ'
 */
export function buildPublishableKey(frontendApiHost: string): string {
  return `pk_live_${Buffer.from(`${frontendApiHost}$`).toString('base64').replace(/=+$/, '')}`;
}

/** Suffix of the twin cookies. @source `@clerk/shared` `getCookieSuffix`. */
export function buildCookieSuffix(publishableKey: string): string {
  return createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8);
}

async function keepSecretFile(
  stateDir: string | undefined,
  name: string,
  make: () => string,
): Promise<string> {
  if (stateDir === undefined) return make();
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const file = path.join(stateDir, name);
  try {
    await writeFile(file, make(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    // A copied or restored folder may have lost the mode; a key that others can read is not a key.
    await chmod(file, 0o600);
  }
  return readFile(file, 'utf8');
}

/** PKCS #8 PEM of a new RSA key. */
export function generateSigningKeyPem(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 0x10001 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** @source docs.svix.com, "Verifying webhooks manually": `whsec_` and 24 random bytes in base64. */
function generateWebhookSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}
