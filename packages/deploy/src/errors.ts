/**
 * Every way a deployment cannot be planned, compared, applied or tried out, with the exit code of the command that meets it:
 * 1: the work failed; 2: it could not be started. Codes are public API: add, never rename.
 */
const EXIT_CODES = {
  invalid_usage: 2,
  unknown_app: 2,
  missing_token: 2,
  missing_answer: 2,
  invalid_answer: 2,
  wrong_instance: 2,
  vercel_unavailable: 2,
  vercel_refused: 2,
  clerk_unavailable: 2,
  clerk_refused: 2,
  invalid_vercel_json: 2,
  not_confirmed: 2,
  vercel_build_failed: 1,
} as const;

export type DeployErrorCode = keyof typeof EXIT_CODES;

/** The message says what is wrong and what to do; it is shown without a stack. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
  readonly code: DeployErrorCode;
  readonly exitCode: 1 | 2;

  constructor(code: DeployErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.exitCode = EXIT_CODES[code];
  }
}
