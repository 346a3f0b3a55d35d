import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a secret, hex. Only this is stored, so a copied snapshot signs nobody in. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether `hash` is that of `secret`, compared in constant time. */
export function isSecretOf(hash: string, secret: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret)), Buffer.from(hash));
}

/** As `isSecretOf`, for comparing one presented secret with many rows. */
export function isHashOf(hash: string, presentedHash: string): boolean {
  return timingSafeEqual(Buffer.from(presentedHash), Buffer.from(hash));
}
