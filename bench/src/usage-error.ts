/** An option that cannot be read. Shown as its message alone; the command ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'invalid_usage';
  readonly exitCode = 2;
}
