/** A cookie jar's text is not what its format asks for. The message holds no part of the text: it may be a secret. */
export class MalformedJarError extends Error {
  override readonly name = 'MalformedJarError';
  /** 1 is the first line; undefined where only a place inside JSON is known, which the message names. */
  readonly line: number | undefined;

  constructor(problem: string, line?: number) {
    super(problem);
    this.line = line;
  }
}
