/**
 * The Content-Security-Policy of pages that the proxy serves itself: the session sync page and the explanation.
 * The policies of an app's own pages are in `headers/`.
 *
 * @param page `nonce`: at least 128 random bits, fresh for each answer. `connect`: origins that the scripts may call.
 * @source CSP Level 3 (`strict-dynamic` lets a named script load its own chunks).
 */
export function recoveryPagePolicy({
  nonce,
  connect,
}: {
  readonly nonce: string;
  readonly connect: readonly string[];
}): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src ${["'self'", ...connect].join(' ')}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
