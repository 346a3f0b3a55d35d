import { join } from 'node:path';
import type { ServedPglite } from '@repo/directory/serve-pglite';
import { type Gateway, type GatewayRoute, startGateway } from '@repo/gateway';
import { sso } from '@repo/sso';
import { localClerkHost, localOrigins } from '@subdomain-sso/auth/origins';
import type { LocalClerk, LogEntry } from 'clerk-local';
import { appTitle, BOOT_ORDER, type ServiceName } from './apps/app-catalog.ts';
import { APP_HOSTNAME } from './apps/app-command.ts';
import { buildAppEnvironment } from './apps/app-environment.ts';
import { assertBuilt } from './apps/production-builds.ts';
import { type AppEvent, type RunningApp, reserveApps } from './apps/running-apps.ts';
import { assertPortFree } from './assert-port-free.ts';
import { readHostedKeys } from './clerk/hosted-keys.ts';
import { type ClerkVariant, inboxUrl, SEEDED_ACCOUNTS, startStackClerk } from './clerk/stack-clerk.ts';
import { startStackDatabase } from './database/stack-database.ts';
import { buildIndexPage } from './index-page.ts';
import { clerkPort } from './ports.ts';
import { ROOT } from './repository.ts';

export type StackMode = 'dev' | 'production';

/** What happens while a stack runs, in the order it happens. */
export type StackEvent =
  /** The gateway answers, and the Clerk the apps will talk to is known. Always first. */
  | { readonly kind: 'up'; readonly url: string; readonly isLocalClerk: boolean }
  | AppEvent
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
  /** Start each app with the first request to it, instead of all of them now. */
  readonly isLazy?: boolean;
  readonly onEvent?: (event: StackEvent) => void;
}

export interface Stack {
  /** null when the apps talk to a hosted Clerk instance. */
  readonly clerk: LocalClerk | null;
  readonly gateway: Gateway;
  /** Resolves once every app has answered or failed, with those that failed. When apps start lazily: at once, with none. */
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
  const serving = startStackDatabase({
    apps: options.apps,
    env: { ...env, ...hosted },
    stateDir,
    isLocalClerk: !hosted,
  });
  const log = (entry: LogEntry) => onEvent({ kind: 'clerk', entry });
  const clerk = hosted
    ? null
    : await startStackClerk(port, { stateDir, extraOrigin, variant, log }).catch(async (error: unknown) => {
        await closeDatabase(serving);
        throw error;
      });
  try {
    const database = await serving;
    if (mode === 'production' && clerk) assertBuilt(options.apps, port, clerk.publishableKey);
    return await startBehindGateway({ ...options, onEvent, hosted, clerk, database });
  } catch (error) {
    await Promise.all([clerk?.close(), closeDatabase(serving)]);
    throw error;
  }
}

async function closeDatabase(serving: Promise<ServedPglite | null>): Promise<void> {
  // Where it failed to start, the failure is reported by the one who waits for it.
  await (await serving.catch(() => null))?.close();
}

async function startBehindGateway(
  options: StackOptions & {
    onEvent: (event: StackEvent) => void;
    hosted: Record<string, string> | null;
    clerk: LocalClerk | null;
    database: ServedPglite | null;
  },
): Promise<Stack> {
  const { mode, port, stateDir, clerk, hosted, database, isLazy = false, onEvent } = options;
  const env = {
    ...buildAppEnvironment(options.env, { mode, port, clerk, hosted, servedUrl: database?.url }),
  };
  const { apps, stop } = await reserveApps({ names: options.apps, mode, port, env, stateDir, onEvent });
  const gateway = await startGateway({
    port,
    rootDomain: sso.localRootDomain,
    routes: [...apps.map((app) => appRoute(app, isLazy)), ...(clerk ? [clerkRoute(port, clerk)] : [])],
    indexPage: () => renderIndex(port, apps, clerk !== null),
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  onEvent({ kind: 'up', url: gateway.url, isLocalClerk: clerk !== null });
  const booted = Promise.all(isLazy ? [] : apps.map((app) => app.start())).then(() =>
    apps.filter(({ state }) => state === 'failed').map(({ name }) => name),
  );
  let closing: Promise<void> | undefined;
  const close = async () => {
    await stop();
    await Promise.all([gateway.close(), clerk?.close(), database?.close()]);
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

function appRoute(app: RunningApp, isLazy: boolean): GatewayRoute {
  return {
    host: new URL(`http://${app.host}`).hostname,
    target: `http://${APP_HOSTNAME}:${app.port}`,
    title: appTitle(app.name),
    failure: () => app.failure,
    ...(isLazy && { start: () => app.start() }),
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
