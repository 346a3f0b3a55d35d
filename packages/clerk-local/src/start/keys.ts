import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newSecret } from '../store/ids.ts';
import { createSigningKeyPem, parseSigningKey, type SigningKey } from '../tokens/signing-key.ts';

/**
 * Reads the signing key from `<stateDir>/signing-key.pem` (mode 0600), or generates and writes one.
 *
 * @param stateDir Absent: a new key that is not written to disk.
 * @param pem PKCS #8 of an RSA key: used instead, and not written to disk.
 */
export async function loadSigningKey(stateDir: string | undefined, pem?: string): Promise<SigningKey> {
  return parseSigningKey(pem ?? (await keepSecretFile(stateDir, 'signing-key.pem', createSigningKeyPem)));
}

/** Creates another signing key and, with `stateDir`, replaces the one on disk. */
export async function replaceSigningKey(stateDir: string | undefined): Promise<SigningKey> {
  const pem = await createSigningKeyPem();
  if (stateDir !== undefined) {
    const file = path.join(stateDir, 'signing-key.pem');
    await writeFile(`${file}.tmp`, pem, { mode: 0o600 });
    await rename(`${file}.tmp`, file);
  }
  return parseSigningKey(pem);
}

/**
 * Reads the instance's id from `<stateDir>/instance-id`, or writes the initial one.
 * It stays when the signing key is rotated, because receivers of events identify the instance by it.
 */
export async function loadInstanceId(stateDir: string | undefined, initial: string): Promise<string> {
  return (await keepSecretFile(stateDir, 'instance-id', () => initial)).trim();
}

/** Reads the webhooks' signing secret from `<stateDir>/webhook-secret` (mode 0600), or creates one. */
export async function loadWebhookSecret(stateDir: string | undefined): Promise<string> {
  return (await keepSecretFile(stateDir, 'webhook-secret', generateWebhookSecret)).trim();
}

/** Reads the Backend API's secret key from `<stateDir>/secret-key` (mode 0600), or creates one. */
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

/** Suffix of the suffixed cookies. @source `@clerk/shared` `getCookieSuffix`. */
export function buildCookieSuffix(publishableKey: string): string {
  return createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8);
}

async function keepSecretFile(
  stateDir: string | undefined,
  name: string,
  make: () => string | Promise<string>,
): Promise<string> {
  if (stateDir === undefined) return make();
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const file = path.join(stateDir, name);
  const stored = await readFile(file, 'utf8').catch(() => undefined);
  try {
    // Two processes may start at once: the file of the first is kept.
    await writeFile(file, stored ?? (await make()), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    // A copied or restored folder may have lost the mode; other users must not read a key.
    await chmod(file, 0o600);
  }
  return readFile(file, 'utf8');
}

/** @source docs.svix.com, "Verifying webhooks manually": `whsec_` and 24 random bytes in base64. */
function generateWebhookSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}
