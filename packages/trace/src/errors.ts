/**
 * Every way a trace cannot be made, or its cookies cannot be kept, with the exit code of the command that meets it:
 * 1: the work failed; 2: it could not be started. Codes are public API: add, never rename.
 */
const EXIT_CODES = {
  invalid_usage: 2,
  cookie_jar_unreadable: 2,
  cookie_jar_malformed: 2,
  cookie_jar_unwritable: 1,
} as const;

export type TraceErrorCode = keyof typeof EXIT_CODES;

/** The message says what is wrong and what to do; it is shown without a stack. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
  readonly code: TraceErrorCode;
  readonly exitCode: 1 | 2;

  constructor(code: TraceErrorCode, message: string) {
    super(message);
    this.code = code;
    this.exitCode = EXIT_CODES[code];
  }
}

/** The text of a cookie jar is not what its format asks for. The message holds no part of the text: it may be a secret. */
export class MalformedJarError extends Error {
  override readonly name = 'MalformedJarError';
  /** 1 is the first line; undefined where only a place inside JSON is known, which the message names. */
  readonly line: number | undefined;

  constructor(problem: string, line?: number) {
    super(problem);
    this.line = line;
  }
}
