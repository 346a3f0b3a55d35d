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
  /** On 127.0.0.1. */
  readonly port: number;
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
 * `next dev` or `next start`, without the package manager in between.
 *
 * @param hostname What Next listens on and calls itself; default 127.0.0.1.
 */
export function nextCommand(
  directory: string,
  { mode, port, hostname = '127.0.0.1' }: Where & { hostname?: '127.0.0.1' | 'localhost' },
): AppCommand {
  const command = mode === 'dev' ? 'dev' : 'start';
  return { script: nextBinary(directory), args: [command, '-p', String(port), '-H', hostname] };
}

/** The worker in workerd. Its bindings are public values; a secret would show in the list of processes. */
function workerCommand(
  directory: string,
  { mode, port }: Where,
  env: Readonly<Record<string, string | undefined>>,
): AppCommand {
  const bindings = {
    SSO_ENVIRONMENT: 'local',
    SSO_LOCAL_PORT: env.SSO_LOCAL_PORT,
    CLERK_JWT_KEY: env.CLERK_JWT_KEY,
    CLERK_PUBLISHABLE_KEY: env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY,
  };
  const args = ['--mode', mode, '--port', String(port), '--bindings', JSON.stringify(bindings)];
  return { script: join(directory, 'serve.mjs'), args };
}
