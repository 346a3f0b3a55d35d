import { join } from 'node:path';
import { appDirectory, nextBinary } from '../repository.ts';
import { isApi, type ServiceName } from './app-catalog.ts';

/** A Node script and its arguments. */
export interface AppCommand {
  /** Absolute path. */
  readonly script: string;
  readonly args: readonly string[];
}

interface Where {
  readonly mode: 'dev' | 'production';
  /** On loopback. */
  readonly port: number;
  /** Where a worker keeps its storage; absent: in memory. */
  readonly stateDir?: string | undefined;
}

/**
 * How one app or API of the registry is started.
 *
 * @param env The environment it will have; an API's worker gets its bindings from it.
 */
export function appCommand(
  name: ServiceName,
  where: Where,
  env: Readonly<Record<string, string | undefined>>,
): AppCommand {
  const directory = appDirectory(name);
  return isApi(name) ? workerCommand(directory, where, env) : nextCommand(directory, where);
}

/**
 * What Next listens on, and the name it knows itself by. It calls every loopback address "localhost" in the URL of a request, and
 * takes a rewrite to a name other than its own for one to another server, which it then asks: itself, without end.
 *
 * @source Next.js 16 `NextURL` ("REGEX_LOCALHOST_HOSTNAME"), `resolve-routes` (relative rewrites of a proxy).
 */
export const APP_HOSTNAME = 'localhost';

/** `next dev` or `next start`, without the package manager in between. */
export function nextCommand(directory: string, { mode, port }: Where): AppCommand {
  const command = mode === 'dev' ? 'dev' : 'start';
  return { script: nextBinary(directory), args: [command, '-p', String(port), '-H', APP_HOSTNAME] };
}

/** The worker in workerd. Its bindings are public values; a secret would show in the list of processes. */
function workerCommand(
  directory: string,
  { mode, port, stateDir }: Where,
  env: Readonly<Record<string, string | undefined>>,
): AppCommand {
  const bindings = {
    SSO_ENVIRONMENT: 'local',
    SSO_LOCAL_PORT: env.SSO_LOCAL_PORT,
    CLERK_JWT_KEY: env.CLERK_JWT_KEY,
    CLERK_PUBLISHABLE_KEY: env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY,
  };
  const args = ['--mode', mode, '--port', String(port), '--bindings', JSON.stringify(bindings)];
  const storage = stateDir === undefined ? [] : ['--storage', join(stateDir, 'worker')];
  return { script: join(directory, 'serve.mjs'), args: [...args, ...storage] };
}
