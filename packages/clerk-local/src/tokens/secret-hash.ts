import { createHash, timingSafeEqual } from 'node:crypto';

/** What is kept of a secret that a cookie carries: its SHA-256, hex. A copied snapshot then signs nobody in. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether `secret` is the one `hash` was made of; takes one time whatever was presented. */
export function isSecretOf(hash: string, secret: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret)), Buffer.from(hash));
}

/** As `isSecretOf`, where one presented secret is compared with many rows. */
export function isHashOf(hash: string, presentedHash: string): boolean {
  return timingSafeEqual(Buffer.from(presentedHash), Buffer.from(hash));
}
