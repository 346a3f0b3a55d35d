import { type AppName, sso } from '@repo/auth/config';
import { pageAppNames } from '@repo/auth/define-sso';
import { TokenError } from './errors.ts';

/** Who a token is for: somebody Clerk knows by id, or by one of their addresses. */
export type Person =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'address'; readonly address: string };

/** Takes the code 424242 on every Clerk instance with test mode, and is the same one each time: no script leaves a crowd behind. */
const SCRIPT_ADDRESS = 'sso-token+clerk_test@example.com';

/**
 * Reads `--user`. Without it: a script's own account with `--create-user`, else the first seeded one where there are any.
 *
 * @param seeded Address of the local Clerk's first account; undefined with a hosted Clerk, where nobody is meant by default.
 * @throws {TokenError} `invalid_usage`: neither an address nor an id, an id to create, or nobody at all.
 */
export function parsePerson(
  user: string | undefined,
  { isCreated, seeded }: { readonly isCreated: boolean; readonly seeded: string | undefined },
): Person {
  if (user === undefined) {
    if (isCreated) return { by: 'address', address: SCRIPT_ADDRESS };
    if (seeded !== undefined) return { by: 'address', address: seeded };
    throw usage('Whose token? Name somebody with --user, or let --create-user make an account for scripts.');
  }
  if (/^[^\s@]+@[^\s@]+$/.test(user)) return { by: 'address', address: user };
  if (!/^user_\w+$/.test(user)) throw usage(`--user is an e-mail address or an id (user_…), not "${user}".`);
  if (isCreated) throw usage('--create-user needs an e-mail address: Clerk chooses the ids itself.');
  return { by: 'id', id: user };
}

/** @throws {TokenError} `unknown_app`: lists the names there are. */
export function parseApp(name: string): AppName {
  // By its type the function returns any name of the registry; those with pages are what AppName is made of.
  const names = pageAppNames(sso) as readonly AppName[];
  const app = names.find((candidate) => candidate === name);
  if (app !== undefined) return app;
  throw new TokenError('unknown_app', `There is no app "${name}". Apps: ${names.join(', ')}.`);
}

/**
 * A name as Clerk writes slugs and templates; it becomes part of an address.
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
