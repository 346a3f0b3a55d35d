/** Every failure that this package throws into the program that uses it, with its fix. Codes are public API: add, never rename. */
export const LOCAL_CLERK_FIXES = {
  production_refused: 'Use a real Clerk instance.',
  port_in_use: 'Choose another port.',
  listen_failed: 'Choose another port.',
  password_cost_invalid: 'Use a whole number from 4 to 31.',
  session_claims_invalid: 'Correct the start option sessionClaims.',
  webhooks_invalid: 'Correct the start option webhooks.',
  seed_invalid: 'Correct the seed.',
  seed_unreadable:
    'Name a file .yaml, .yml, .json, .ts, .mts, .js or .mjs that can be read; `clerk-local init` writes one.',
  signing_key_invalid: 'Delete signing-key.pem in the state folder, or pass an RSA key as signingKeyPem.',
  snapshot_unreadable: 'Delete the file to start again with the seeded accounts.',
  assets_missing: 'Run the install again.',
  frontend_api_unreachable: 'Check the address, and that Clerk runs.',
  frontend_api_refused: 'Correct what Clerk names as the reason.',
  sign_in_incomplete:
    'Complete the sign-in with get() and post(), or use an account without a second factor.',
  not_signed_in: 'Sign in first.',
} as const;

export type LocalClerkErrorCode = keyof typeof LOCAL_CLERK_FIXES;

/** A failure of this package, outside HTTP. Never carries a key, token or secret. */
export class LocalClerkError extends Error {
  override readonly name: string = 'LocalClerkError';
  readonly code: LocalClerkErrorCode;

  constructor(code: LocalClerkErrorCode, problem: string, options?: ErrorOptions) {
    super(`[clerk-local] ${problem} ${LOCAL_CLERK_FIXES[code]} (code=${code})`, options);
    this.code = code;
  }
}
