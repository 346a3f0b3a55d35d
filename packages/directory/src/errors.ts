/** Every failure of the directory with a known fix, and the fix. Codes are public API: add, never rename. */
export const DIRECTORY_FIXES = {
  data_directory_in_use:
    'Only one process at a time can own an embedded database: stop the other one, or give both a PostgreSQL with DATABASE_URL.',
  missing_database_url:
    'Files do not outlive a deployment there: set DATABASE_URL to the connection string of a managed PostgreSQL.',
  invalid_database_url: 'Write postgres://user:password@host:port/database.',
  database_unreachable: 'Start it, or correct DATABASE_URL.',
  migration_missing: 'Run `pnpm sso directory migrate` first.',
  mass_deletion:
    'Are these the keys of the right Clerk instance? If the people really are gone, run it again with --allow-mass-deletion.',
  clerk_unavailable: 'Nothing is lost: run it again with --resume once Clerk answers.',
  clerk_refused: 'Check CLERK_SECRET_KEY and CLERK_API_URL.',
  sync_lost: 'Another sync began meanwhile. Let one run to its end.',
} as const;

export type DirectoryErrorCode = keyof typeof DIRECTORY_FIXES;

/** A failure with its fix. Never carries a key, a password or stored data about a user. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
  readonly code: DirectoryErrorCode;

  constructor(code: DirectoryErrorCode, problem: string, options?: ErrorOptions) {
    super(`[directory] ${problem} ${DIRECTORY_FIXES[code]} (code=${code})`, options);
    this.code = code;
  }
}
