import { randomBytes } from 'node:crypto';

/** Makes an id as Clerk writes them: `user_2b…`, unguessable (128 bits). */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('hex')}`;
}

/** Makes an unguessable value for cookies, tickets and nonces (256 bits, URL-safe). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
