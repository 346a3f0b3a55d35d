/**
 * Every way a session token cannot be made, with the exit code of the command that meets it:
 * 1: the work failed; 2: it could not be started. Codes are public API: add, never rename.
 */
const EXIT_CODES = {
  invalid_usage: 2,
  unknown_app: 2,
  live_keys_refused: 2,
  incomplete_keys: 1,
  clerk_unreachable: 1,
  clerk_unavailable: 1,
  clerk_refused: 1,
  unknown_user: 1,
  unknown_organization: 1,
  not_a_member: 1,
  unknown_template: 1,
  sign_in_incomplete: 1,
  token_unwritable: 1,
} as const;

export type TokenErrorCode = keyof typeof EXIT_CODES;

/** The message says what is wrong and what to do; it is shown without a stack. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: TokenErrorCode;
  readonly exitCode: 1 | 2;

  constructor(code: TokenErrorCode, message: string) {
    super(message);
    this.code = code;
    this.exitCode = EXIT_CODES[code];
  }
}
