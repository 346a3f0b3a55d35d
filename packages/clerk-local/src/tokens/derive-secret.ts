import { createHmac } from 'node:crypto';
import type { Instance } from '../instance/instance.ts';

/**
 * Makes the secret of one credential out of the instance's secret key. Clerk lets the application's server read a key's secret
 * again; computed instead of kept, it is in no copy of the store, where only its hash is.
 *
 * @param prefix `ak_`, `mt_`: what the SDK tells kinds of tokens apart by.
 * @param version Another number, another secret: for rotation.
 * @returns `prefix` and 43 URL-safe characters (256 bits).
 */
export function deriveSecret(
  { secretKey }: Instance,
  prefix: string,
  credentialId: string,
  version = 0,
): string {
  const mac = createHmac('sha256', secretKey).update(`${credentialId}:${version}`);
  return prefix + mac.digest('base64url');
}
