import { type AppName, sso } from '@repo/sso';
import { pageAppNames } from '@subdomain-sso/auth/define-sso';
import { TokenError } from './errors.ts';

/** The user that a token is for, by id or by one of their e-mail addresses. */
export type UserReference =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'address'; readonly address: string };

/** Accepts the code 424242 on every Clerk instance with test mode. It is always the same, so that scripts create one account. */
const SCRIPT_ADDRESS = 'sso-token+clerk_test@example.com';

/**
 * Reads `--user`. Without it: a script's own account with `--create-user`, else the first seeded one where there are any.
 *
 * @param seeded Address of the local Clerk's first account; undefined with a hosted Clerk, which has no default.
 * @throws {TokenError} `invalid_usage`: neither an address nor an id, an id to create, or no user at all.
 */
export function parseUser(
  user: string | undefined,
  { isCreated, seeded }: { readonly isCreated: boolean; readonly seeded: string | undefined },
): UserReference {
  if (user === undefined) {
    if (isCreated) return { by: 'address', address: SCRIPT_ADDRESS };
    if (seeded !== undefined) return { by: 'address', address: seeded };
    throw usage('Whose token? Name a user with --user, or let --create-user create an account for scripts.');
  }
  if (/^[^\s@]+@[^\s@]+$/.test(user)) return { by: 'address', address: user };
  if (!/^user_\w+$/.test(user)) throw usage(`--user is an e-mail address or an id (user_…), not "${user}".`);
  if (isCreated) throw usage('--create-user needs an e-mail address: Clerk chooses the ids.');
  return { by: 'id', id: user };
}

/** @throws {TokenError} `unknown_app`: lists the names there are. */
export function parseApp(name: string): AppName {
  // The function's type allows any name of the registry; apps with pages are exactly AppName.
  const names = pageAppNames(sso) as readonly AppName[];
  const app = names.find((candidate) => candidate === name);
  if (app !== undefined) return app;
  throw new TokenError('unknown_app', `There is no app "${name}". Apps: ${names.join(', ')}.`);
}

/**
 * Reads a name in the form of Clerk's slugs and templates; it becomes part of an address.
 *
 * @param option As it is typed: '--organization'.
 * @throws {TokenError} `invalid_usage`
 */
export function parseName(option: string, value: string | undefined): string | undefined {
  if (value === undefined || /^[\w-]+$/.test(value)) return value;
  throw usage(`${option} is a name of letters, digits, "-" and "_", not "${value}".`);
}

/** @throws {TokenError} `invalid_usage`: given, but empty. */
export function parseFile(option: string, value: string | undefined): string | undefined {
  if (value === '') throw usage(`${option} needs a file.`);
  return value;
}

function usage(message: string): TokenError {
  return new TokenError('invalid_usage', message);
}
