import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { StackError } from '../errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

const PUBLISHABLE = 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY';
const SECRET = 'CLERK_SECRET_KEY';

/**
 * Decides whether the apps use a hosted Clerk instance, and with which variables.
 *
 * @param env Environment of the process; each of its values wins over the file's.
 * @param envFile `.env.local` at the repository's root; it may be absent.
 * @returns Every variable of the file plus both keys; null when neither key is set: then the local Clerk is used.
 * @throws {StackError} `incomplete_keys`: one key without the other.
 */
export function readHostedKeys(env: Env, envFile: string): Record<string, string> | null {
  const file = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
  const publishableKey = env[PUBLISHABLE] || file[PUBLISHABLE];
  const secretKey = env[SECRET] || file[SECRET];
  if (!publishableKey && !secretKey) return null;
  if (publishableKey && secretKey) {
    return { ...definedValues(file), [PUBLISHABLE]: publishableKey, [SECRET]: secretKey };
  }
  const missing = publishableKey ? SECRET : PUBLISHABLE;
  throw new StackError(
    'incomplete_keys',
    `${missing} is not set, but its counterpart is. Copy both keys into .env.local, or remove both to use the local Clerk.`,
    1,
  );
}

function definedValues(values: Env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
