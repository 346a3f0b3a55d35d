/** Bytes of one nonce, 128 bits. */
const NONCE_BYTES = 16;

/** Drawing many bytes at once takes hardly longer than drawing those of one nonce, and every page needs one. */
const drawn = new Uint8Array(NONCE_BYTES * 64);
let next = drawn.length;

/** Draws 128 random bits for a CSP nonce, base64. No two calls of a process return the same bits. */
export function createNonce(): string {
  if (next === drawn.length) {
    crypto.getRandomValues(drawn);
    next = 0;
  }
  const bytes = drawn.subarray(next, next + NONCE_BYTES);
  next += NONCE_BYTES;
  return btoa(String.fromCharCode(...bytes));
}
