import { sso } from '@repo/sso';
import { localOrigins } from '@subdomain-sso/auth/origins';
import getPort from 'get-port';
import pLimit from 'p-limit';
import { clerkPort } from '../ports.ts';
import { createProcessGroups } from '../processes/process-groups.ts';
import { appDirectory } from '../repository.ts';
import { BOOT_ORDER, firstPage, type ServiceName } from './app-catalog.ts';
import { appCommand } from './app-command.ts';
import { type AppProcess, startAppProcess } from './app-process.ts';

/** How many apps boot at the same time: two cores boot two apps as fast as six, and the first app is ready sooner. */
const BOOT_LIMIT = 2;

/** What happens to one app. */
export type AppEvent =
  | { readonly kind: 'starting'; readonly app: ServiceName }
  | { readonly kind: 'ready'; readonly app: ServiceName; readonly durationMs: number }
  | {
      readonly kind: 'failed';
      readonly app: ServiceName;
      /** One sentence. */
      readonly reason: string;
      readonly lastLines: readonly string[];
    }
  | {
      readonly kind: 'line';
      readonly app: ServiceName;
      readonly stream: 'stdout' | 'stderr';
      readonly line: string;
    };

/** One app of the stack, started or not. */
export interface RunningApp {
  readonly name: ServiceName;
  /** On loopback. */
  readonly port: number;
  /** `host[:port]` that browsers ask for. */
  readonly host: string;
  readonly state: 'waiting' | 'starting' | 'ready' | 'failed';
  /** Why it does not answer, for the gateway's page. */
  readonly failure: string | undefined;
  /** Starts it, once; settles when it answers or has failed. Never rejects. */
  start(): Promise<void>;
}

export interface RunningApps {
  readonly apps: readonly RunningApp[];
  /** Ends every process. Apps that have not been started no longer start. */
  stop(): Promise<void>;
}

/**
 * Reserves a port for each app; none is started yet.
 *
 * @param port The gateway's.
 * @param env Environment of every process.
 */
export async function reserveApps(options: {
  readonly names: readonly ServiceName[];
  readonly mode: 'dev' | 'production';
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  /** Where the worker keeps its storage; absent: in memory. */
  readonly stateDir?: string | undefined;
  readonly onEvent: (event: AppEvent) => void;
}): Promise<RunningApps> {
  const { names, mode, port, env, stateDir, onEvent } = options;
  const groups = createProcessGroups();
  const limit = pLimit(BOOT_LIMIT);
  const origins = localOrigins(sso, port);
  const started: AppProcess[] = [];
  let isStopping = false;

  const createApp = (name: ServiceName, appPort: number): RunningApp => {
    const { host } = new URL(origins[name]);
    let state: RunningApp['state'] = 'waiting';
    let failure: string | undefined;
    let booting: Promise<void> | undefined;
    const fail = (reason: string, lastLines: readonly string[]) => {
      if (isStopping || state === 'failed') return;
      state = 'failed';
      onEvent({ kind: 'failed', app: name, reason, lastLines: [...lastLines] });
    };
    const boot = async () => {
      if (isStopping) return;
      const startedMs = performance.now();
      state = 'starting';
      onEvent({ kind: 'starting', app: name });
      const running = startAppProcess({
        command: appCommand(name, { mode, port: appPort, stateDir }, env),
        directory: appDirectory(name),
        firstPage: firstPage(name),
        mode,
        port: appPort,
        env,
        groups,
        onLine: (stream, line) => onEvent({ kind: 'line', app: name, stream, line }),
      });
      started.push(running);
      void running.ended.then((reason) => {
        failure = `${reason} The terminal says why.`;
        fail(reason, running.lastLines);
      });
      const problem = await running.boot(host);
      if (problem) return fail(problem, running.lastLines);
      state = 'ready';
      onEvent({ kind: 'ready', app: name, durationMs: performance.now() - startedMs });
    };
    return {
      name,
      port: appPort,
      host,
      get state() {
        return state;
      },
      get failure() {
        return failure;
      },
      start() {
        booting ??= limit(boot);
        return booting;
      },
    };
  };

  const apps: RunningApp[] = [];
  for (const name of BOOT_ORDER.filter((candidate) => names.includes(candidate))) {
    const exclude = [port, clerkPort(port)];
    apps.push(createApp(name, await getPort({ exclude, reserve: true })));
  }
  return {
    apps,
    async stop() {
      isStopping = true;
      await Promise.all(started.map((running) => running.stop()));
      groups.close();
    },
  };
}
