import { randomBytes } from 'node:crypto';

/** Creates an id as Clerk writes them: `user_2b…`, unguessable (128 bits). */
export function newId(prefix: string): string {
  // Decoded in one piece: a string that is put together keeps its parts in memory, and there are many ids.
  return Buffer.from(`${prefix}_${randomBytes(16).toString('hex')}`, 'latin1').toString('latin1');
}

/** Creates an unguessable value for cookies, tickets and nonces (256 bits, URL-safe). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
