import { join, resolve } from 'node:path';
import { readDirectoryLocation } from '@repo/directory';
import { type ServedPglite, servePglite } from '@repo/directory/serve-pglite';
import type { ServiceName } from '../apps/app-catalog.ts';
import { dataApps } from '../apps/data-apps.ts';
import { appDirectory } from '../repository.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Serves one embedded database to all apps of a stack, so that it outlives each of their processes and they see the same rows.
 *
 * @param env With DATABASE_URL there is a database already.
 * @param stateDir Beside the state of the local Clerk; undefined with the local Clerk: in memory.
 * @param isLocalClerk With keys of a hosted instance, the folder is portal's own, as `pnpm sso directory` expects.
 * @returns null where no app needs one, or the apps have their own.
 * @throws {DirectoryError} `data_directory_in_use`, `invalid_database_url`.
 */
export async function startStackDatabase(options: {
  readonly apps: readonly ServiceName[];
  readonly env: Env;
  readonly stateDir: string | undefined;
  readonly isLocalClerk: boolean;
}): Promise<ServedPglite | null> {
  const { apps, env, stateDir, isLocalClerk } = options;
  if (!dataApps().some((app) => apps.includes(app))) return null;
  if (isLocalClerk) {
    if (env.DATABASE_URL) return null;
    return servePglite(stateDir === undefined ? undefined : join(stateDir, 'directory'));
  }
  const location = readDirectoryLocation(env);
  if (location.engine === 'memory') return servePglite(undefined);
  return location.engine === 'pglite' ? servePglite(resolve(appDirectory('portal'), location.dataDir)) : null;
}
