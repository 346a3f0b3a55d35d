/** Every reason why a stack cannot be started. Codes are public API: add, never rename. */
export type StackErrorCode =
  | 'port_in_use'
  | 'missing_build'
  | 'build_of_another_port'
  | 'incomplete_keys'
  | 'no_browser'
  | 'stack_info_unreadable';

/** The stack cannot be started. The message says what is wrong and what to do; commands show it without a stack trace. */
export class StackError extends Error {
  override readonly name = 'StackError';
  readonly code: StackErrorCode;
  /** Exit code of a command that ends with this error. 1: the work failed. 2: it could not be started. */
  readonly exitCode: 1 | 2;

  constructor(code: StackErrorCode, message: string, exitCode: 1 | 2 = 2) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
  }
}
