import { join } from 'node:path';
import { sso } from '@repo/auth/config';
import { localClerkHost, localOrigins } from '@repo/auth/origins';
import type { LocalClerk, LogEntry } from '@repo/clerk-local';
import { type Gateway, type GatewayRoute, startGateway } from '@repo/gateway';
import getPort from 'get-port';
import pLimit from 'p-limit';
import { appTitle, BOOT_ORDER, firstPage, type ServiceName } from './apps/app-catalog.ts';
import { appCommand } from './apps/app-command.ts';
import { buildAppEnvironment } from './apps/app-environment.ts';
import { type AppProcess, startAppProcess } from './apps/app-process.ts';
import { assertBuilt } from './apps/production-builds.ts';
import { assertPortFree } from './assert-port-free.ts';
import { readHostedKeys } from './clerk/hosted-keys.ts';
import { type ClerkVariant, inboxUrl, SEEDED_ACCOUNTS, startStackClerk } from './clerk/stack-clerk.ts';
import { buildIndexPage, type IndexEntry } from './index-page.ts';
import { clerkPort } from './ports.ts';
import { createProcessGroups } from './processes/process-groups.ts';
import { appDirectory, ROOT } from './repository.ts';

/** How many apps boot at the same time: two cores boot two apps as fast as six, and the first app is ready sooner. */
const BOOT_LIMIT = 2;

export type StackMode = 'dev' | 'production';

/** What happens while a stack runs, in the order it happens. */
export type StackEvent =
  /** The gateway answers, and the Clerk the apps will talk to is known. Always first. */
  | { readonly kind: 'up'; readonly url: string; readonly isLocalClerk: boolean }
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
    }
  | { readonly kind: 'clerk'; readonly entry: LogEntry };

export interface StackOptions {
  readonly mode: StackMode;
  /** The gateway's; the local Clerk takes the one after it. */
  readonly port: number;
  readonly apps: readonly ServiceName[];
  /** What the apps' processes inherit; keys of a hosted Clerk are read from it. Usually `process.env`. */
  readonly env: NodeJS.ProcessEnv;
  /** Where the local Clerk keeps its state; absent: in memory. */
  readonly stateDir?: string;
  /** See `startStackClerk`. */
  readonly extraOrigin?: string;
  /** Default `documented`. */
  readonly variant?: ClerkVariant;
  readonly onEvent?: (event: StackEvent) => void;
}

export interface Stack {
  /** null when the apps talk to a hosted Clerk instance. */
  readonly clerk: LocalClerk | null;
  readonly gateway: Gateway;
  /** Resolves once every app has answered or failed, with those that failed. */
  readonly booted: Promise<readonly ServiceName[]>;
  /** Ends every process and frees both ports. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts the local Clerk, the gateway and then the apps, two at a time; resolves when the gateway answers.
 * In `dev`, keys in the environment or in `.env.local` choose a hosted Clerk; `production` always uses the local one.
 *
 * @throws {StackError} `port_in_use`, `incomplete_keys`, `missing_build`, `build_of_another_port`: nothing is left running.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { mode, port, env, stateDir, extraOrigin, variant = 'documented', onEvent = () => {} } = options;
  const hosted = mode === 'dev' ? readHostedKeys(env, join(ROOT, '.env.local')) : null;
  await assertPortFree(port);
  if (!hosted) await assertPortFree(clerkPort(port));
  const log = (entry: LogEntry) => onEvent({ kind: 'clerk', entry });
  const clerk = hosted ? null : await startStackClerk(port, { stateDir, extraOrigin, variant, log });
  try {
    if (mode === 'production' && clerk) assertBuilt(options.apps, port, clerk.publishableKey);
    return await startBehindGateway({ ...options, onEvent, hosted, clerk });
  } catch (error) {
    await clerk?.close();
    throw error;
  }
}

interface RunningApp {
  readonly name: ServiceName;
  readonly port: number;
  readonly host: string;
  state: IndexEntry['state'];
  /** Why it does not answer, for the gateway's page. */
  failure?: string;
  process?: AppProcess;
}

async function startBehindGateway(
  options: StackOptions & {
    onEvent: (event: StackEvent) => void;
    hosted: Record<string, string> | null;
    clerk: LocalClerk | null;
  },
): Promise<Stack> {
  const { mode, port, stateDir, clerk, hosted, onEvent } = options;
  const apps = await reserveApps(options);
  const gateway = await startGateway({
    port,
    rootDomain: sso.localRootDomain,
    routes: [...apps.map(appRoute), ...(clerk ? [clerkRoute(port, clerk)] : [])],
    indexPage: () => renderIndex(port, apps, clerk !== null),
  });
  onEvent({ kind: 'up', url: gateway.url, isLocalClerk: clerk !== null });
  const groups = createProcessGroups();
  const directoryDir = stateDir === undefined ? undefined : join(stateDir, 'directory');
  const env = { ...buildAppEnvironment(options.env, { mode, port, clerk, hosted, directoryDir }) };
  let closing: Promise<void> | undefined;

  const fail = (app: RunningApp, reason: string) => {
    if (closing || app.state === 'failed') return;
    app.state = 'failed';
    onEvent({ kind: 'failed', app: app.name, reason, lastLines: [...(app.process?.lastLines ?? [])] });
  };
  const boot = async (app: RunningApp) => {
    if (closing) return;
    const startedMs = performance.now();
    app.state = 'starting';
    onEvent({ kind: 'starting', app: app.name });
    const onLine = (stream: 'stdout' | 'stderr', line: string) =>
      onEvent({ kind: 'line', app: app.name, stream, line });
    const running = startAppProcess({
      command: appCommand(app.name, { mode, port: app.port }, env),
      directory: appDirectory(app.name),
      firstPage: firstPage(app.name),
      mode,
      port: app.port,
      env,
      groups,
      onLine,
    });
    app.process = running;
    void running.ended.then((reason) => {
      app.failure = `${reason} The terminal says why.`;
      fail(app, reason);
    });
    const problem = await running.boot(app.host);
    if (problem) return fail(app, problem);
    app.state = 'ready';
    onEvent({ kind: 'ready', app: app.name, durationMs: performance.now() - startedMs });
  };
  const limit = pLimit(BOOT_LIMIT);
  const booted = Promise.all(apps.map((app) => limit(boot, app))).then(() =>
    apps.filter(({ state }) => state === 'failed').map(({ name }) => name),
  );
  const close = async () => {
    await Promise.all(apps.map((app) => app.process?.stop()));
    groups.close();
    await Promise.all([gateway.close(), clerk?.close()]);
  };
  return {
    clerk,
    gateway,
    booted,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

async function reserveApps({ port, apps }: StackOptions): Promise<RunningApp[]> {
  const origins = localOrigins(sso, port);
  const reserved: RunningApp[] = [];
  for (const name of BOOT_ORDER.filter((candidate) => apps.includes(candidate))) {
    const appPort = await getPort({ host: '127.0.0.1', exclude: [port, clerkPort(port)], reserve: true });
    reserved.push({ name, port: appPort, host: new URL(origins[name]).host, state: 'waiting' });
  }
  return reserved;
}

function appRoute(app: RunningApp): GatewayRoute {
  return {
    host: new URL(`http://${app.host}`).hostname,
    target: `http://127.0.0.1:${app.port}`,
    title: appTitle(app.name),
    failure: () => app.failure,
  };
}

function clerkRoute(port: number, clerk: LocalClerk): GatewayRoute {
  const { hostname } = new URL(`http://${localClerkHost(sso, port)}`);
  return { host: hostname, target: clerk.url, title: 'Local Clerk' };
}

function renderIndex(port: number, running: readonly RunningApp[], isLocal: boolean): string {
  const origins = localOrigins(sso, port);
  return buildIndexPage({
    heading: `${sso.localRootDomain} on this machine`,
    apps: BOOT_ORDER.map((name) => ({
      title: appTitle(name),
      url: `${origins[name]}/`,
      state: running.find((app) => app.name === name)?.state ?? 'left out',
    })),
    accounts: isLocal ? SEEDED_ACCOUNTS : [],
    inboxUrl: isLocal ? inboxUrl(port) : null,
  });
}
