/**
 * Every way a command ends early for a reason of its own, with its exit code: 1: the work failed; 2: it could not be started.
 * The packages behind the commands have errors of their own. Codes are public API: add, never rename.
 */
const EXIT_CODES = {
  invalid_usage: 2,
  node_too_old: 2,
  unknown_app: 2,
  unknown_step: 2,
  app_exists: 2,
  would_overwrite: 2,
  sync_stopped: 1,
} as const;

export type CliErrorCode = keyof typeof EXIT_CODES;

/** The message says what is wrong and what to do; it is shown without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;
  readonly exitCode: 1 | 2;

  constructor(code: CliErrorCode, message: string) {
    super(message);
    this.code = code;
    this.exitCode = EXIT_CODES[code];
  }
}
