/**
 * Every way an examination cannot be made, with the exit code of the command that meets it:
 * 1: the work failed; 2: it could not be started. Codes are public API: add, never rename.
 */
const EXIT_CODES = {
  invalid_usage: 2,
  site_unreachable: 2,
  check_failed: 2,
} as const;

export type DoctorErrorCode = keyof typeof EXIT_CODES;

/** The message says what is wrong and what to do; it is shown without a stack. */
export class DoctorError extends Error {
  override readonly name = 'DoctorError';
  readonly code: DoctorErrorCode;
  readonly exitCode: 1 | 2;

  constructor(code: DoctorErrorCode, message: string) {
    super(message);
    this.code = code;
    this.exitCode = EXIT_CODES[code];
  }
}
