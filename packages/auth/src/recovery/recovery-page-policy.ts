/** What the pages of recovery share with the pages of the app, set with `withSso()`. */
export interface PageSources {
  /** Who may frame the app; empty: no page may. */
  readonly frameAncestors: readonly string[];
  /** Other origins at which a form of the app may end: browsers apply `form-action` to redirects after a form as well. */
  readonly formTargets: readonly string[];
}

/**
 * The Content-Security-Policy of pages that the package serves itself: session sync, explanations, forms that are sent once more.
 * The policies of an app's own pages are in `headers/`.
 *
 * @param page `nonce`: at least 128 random bits, fresh for each answer. `connect`: origins that the scripts may call.
 *   `formTargets`: null: the page sends no form. `frameAncestors`: empty: no page may frame it.
 * @source CSP Level 3 (`strict-dynamic` lets a named script load its own chunks).
 */
export function recoveryPagePolicy({
  nonce,
  connect,
  formTargets,
  frameAncestors,
}: {
  readonly nonce: string;
  readonly connect: readonly string[];
  readonly formTargets: readonly string[] | null;
  readonly frameAncestors: readonly string[];
}): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src ${["'self'", ...connect].join(' ')}`,
    'worker-src blob:',
    "base-uri 'none'",
    `form-action ${formTargets === null ? "'none'" : ["'self'", ...formTargets].join(' ')}`,
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`,
  ].join('; ');
}
