/**
 * Every way a copy cannot be made or brought up to date, or `sso.config.ts` cannot be edited, with the exit code of the command that meets it:
 * 1: the work failed; 2: it could not be started. Codes are public API: add, never rename.
 */
const EXIT_CODES = {
  invalid_usage: 2,
  target_unsupported: 2,
  target_dirty: 2,
  target_without_git: 2,
  target_unwritable: 2,
  write_failed: 1,
  would_overwrite: 2,
  name_taken: 2,
  already_copied: 2,
  never_copied: 2,
  copy_record_unreadable: 2,
  unsettled_conflicts: 2,
  config_unreadable: 2,
  app_exists: 2,
  app_not_added: 2,
} as const;

export type CopyErrorCode = keyof typeof EXIT_CODES;

/** The message says what is wrong and what to do; it is shown without a stack. */
export class CopyError extends Error {
  override readonly name = 'CopyError';
  readonly code: CopyErrorCode;
  readonly exitCode: 1 | 2;

  constructor(code: CopyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.exitCode = EXIT_CODES[code];
  }
}
