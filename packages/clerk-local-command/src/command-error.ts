/** Every reason why the command does not run, with its fix. Codes are public API: add, never rename. */
export const COMMAND_FIXES = {
  option_unknown: 'See `clerk-local --help`.',
  domain_invalid: 'Use a name under .localhost, such as acme.localhost: browsers find it without any set-up.',
  app_invalid: 'Name each app as its subdomain and its port: --app web=3000.',
  primary_invalid: 'Name one of the apps.',
  port_invalid: 'Use a port from 1 to 65534; the next one is used, too.',
  port_in_use: 'Stop that program, or choose another port with --port.',
  path_invalid: 'Use a path of the primary app that begins with one slash: /sign-in.',
  env_file_unwritable: 'Name a file in a folder that exists and may be written.',
  file_exists: 'Name another file, or replace it with --force.',
  file_unwritable: 'Name a file ending in .yaml or .ts, in a folder that exists and may be written.',
} as const;

export type CommandErrorCode = keyof typeof COMMAND_FIXES;

/** What the command was asked for cannot be done; the message says why and what to do. Never carries a key. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: CommandErrorCode;

  constructor(code: CommandErrorCode, problem: string, options?: ErrorOptions) {
    super(`${problem} ${COMMAND_FIXES[code]} (code=${code})`, options);
    this.code = code;
  }
}
