import { DirectoryError } from '@repo/directory';

/** What a read or write of the database came to: its result, or the fact that there is no database to ask. */
export type DatabaseResult<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false };

/**
 * Works with the database, and returns instead of throwing where it cannot be reached: a page then says so and keeps what was
 * typed. Any other error is a fault of the code and is thrown.
 *
 * @param work Touches the database only: what Next throws to redirect passes through.
 */
export async function unlessAway<Value>(work: () => Promise<Value>): Promise<DatabaseResult<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    console.error('[data] The database is away:', reasonOf(error));
    return { ok: false };
  }
}

/**
 * Whether an error says that the database cannot be reached, is stopping or has no connection left.
 *
 * @source PostgreSQL 18 appendix A: class 08 (connection exception), 53300, 57P01 to 57P03; `pg` 8.23.1 for errors without a code.
 */
function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DirectoryError) return AWAY_CODES.has(error.code);
  // Nothing listens there, whatever the address is: a port, a name that nobody knows, the file of a socket.
  if ('syscall' in error && /^(connect|getaddrinfo)$/.test(String(error.syscall))) return true;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(08\w{3}|53300|57P0[123]|ECONN\w+|EPIPE|ETIMEDOUT)$/.test(code)) return true;
  if (/^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)) return true;
  // Drizzle wraps the driver's error; a refused connection to several addresses is an aggregate.
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return inner.some(isDatabaseAway);
}

const AWAY_CODES: ReadonlySet<string> = new Set(['database_unreachable', 'data_directory_in_use']);

/** Never Drizzle's own message: it contains the statement and its values. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : 'unknown';
}
