import type { DirectoryErrorCode } from '@repo/directory';

/** Every way a command ends early that a person can mend. Codes are public API: add, never rename. */
export type CliErrorCode =
  | 'node_too_old'
  | 'unknown_app'
  | 'unknown_step'
  | 'incomplete_keys'
  | 'invalid_usage'
  | 'cookie_jar_unreadable'
  | 'cookie_jar_malformed'
  | 'cookie_jar_unwritable'
  | 'live_keys_refused'
  | 'clerk_unreachable'
  | 'clerk_refused'
  | 'unknown_user'
  | 'unknown_organization'
  | 'not_a_member'
  | 'unknown_template'
  | 'sign_in_incomplete'
  | 'token_unwritable'
  | 'site_unreachable'
  | 'check_failed'
  | 'sync_stopped'
  | 'target_unsupported'
  | 'target_dirty'
  | 'would_overwrite'
  | 'already_copied'
  | 'never_copied'
  | 'copy_record_unreadable'
  | 'unsettled_conflicts'
  | 'config_unreadable'
  | 'app_exists'
  | 'app_not_added'
  | 'missing_token'
  | 'vercel_unavailable'
  | 'invalid_vercel_json'
  | 'vercel_build_failed'
  | DirectoryErrorCode;

/** Shown as its message alone, without a stack: it says what is wrong and what to do. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;
  /** 1: the work failed. 2: it could not be started. */
  readonly exitCode: 1 | 2;

  constructor(code: CliErrorCode, message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
  }
}
