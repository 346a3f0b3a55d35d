import { createHmac } from 'node:crypto';
import type { Instance } from '../instance/instance.ts';

/**
 * Derives the secret of one credential from the instance's secret key. Clerk lets the application's server read a key's secret
 * again; because it is derived and not stored, a copied store contains only its hash.
 *
 * @param prefix `ak_`, `mt_`: the SDK distinguishes kinds of tokens by it.
 * @param version Each number gives another secret, for rotation.
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
