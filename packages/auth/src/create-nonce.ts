const BYTES = 16;

/** Drawing for many costs as much as drawing for one, and every page needs one. */
const pool = new Uint8Array(256 * BYTES);
let used = pool.length;

/** 128 random bits for the nonce of a content security policy, base64; never the same twice. */
export function createNonce(): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const bytes = pool.subarray(used, used + BYTES);
  used += BYTES;
  return btoa(String.fromCharCode(...bytes));
}
