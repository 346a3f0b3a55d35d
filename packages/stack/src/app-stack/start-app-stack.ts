import { type GatewayRoute, startGateway } from '@repo/gateway';
import { type LocalClerk, type LocalClerkOptions, serveLocalClerk } from 'clerk-local';
import getPort from 'get-port';
import { APP_HOSTNAME } from '../apps/app-command.ts';
import { buildAppEnvironment } from '../apps/app-environment.ts';
import { startAppProcess } from '../apps/app-process.ts';
import { createProcessGroups } from '../processes/process-groups.ts';

/** A folder with a Next.js app, and the subdomain it is served at. */
export interface StackApp<Name extends string = string> {
  readonly name: Name;
  /** Absolute. A production build is there in mode `production`. */
  readonly directory: string;
  /** Path that has to answer before the app counts as started. */
  readonly firstPage: string;
  /** Variables beside those of the local Clerk; they win. */
  readonly variables?: (stack: RunningClerk<Name>) => Readonly<Record<string, string>>;
}

/** What is known before the apps start. */
export interface RunningClerk<Name extends string> {
  readonly clerk: LocalClerk;
  /** The local Clerk as browsers reach it. */
  readonly clerkOrigin: string;
  /** @returns `http://<name>.<root domain>:<port>`. */
  originOf(name: Name): string;
}

export interface AppStackOptions<Name extends string> {
  /** What the processes inherit. Usually `process.env`. */
  readonly env: NodeJS.ProcessEnv;
  readonly mode: 'dev' | 'production';
  /** The apps' local one: `acme.localhost`. */
  readonly rootDomain: string;
  readonly apps: readonly StackApp<Name>[];
  /** The app where users sign in. */
  readonly primary: Name;
  /** The gateway's; default a free one. */
  readonly port?: number;
  /** Paths of the primary app; default: its front page is both. */
  readonly signInPaths?: { readonly signIn: string; readonly signUp: string };
  /** First label of the Clerk's host; default `clerk`. */
  readonly clerkName?: string;
  readonly clerk?: Pick<LocalClerkOptions, 'azp' | 'nowMs' | 'log'>;
  /** Hosts beside the apps, such as another site. */
  readonly routes?: readonly GatewayRoute[];
}

/** Apps behind a gateway, on a Clerk of their own. */
export interface AppStack<Name extends string = string> extends RunningClerk<Name> {
  /** The gateway's. */
  readonly port: number;
  /** On loopback: those that only the gateway knows. */
  readonly appPorts: readonly number[];
  close(): Promise<void>;
}

/**
 * Starts a Clerk of its own, a gateway and a process for each app, and waits until each answers.
 *
 * @throws {Error} An app does not work, with its last lines; nothing is left running.
 */
export async function startAppStack<Name extends string>(
  options: AppStackOptions<Name>,
): Promise<AppStack<Name>> {
  const { env, mode, rootDomain, apps, clerkName = 'clerk' } = options;
  const port = options.port ?? (await getPort());
  const originOf = (name: Name) => `http://${name}.${rootDomain}:${port}`;
  const clerkHost = `${clerkName}.${rootDomain}`;
  const home = originOf(options.primary);
  const { signIn, signUp } = options.signInPaths ?? { signIn: '', signUp: '' };
  const clerk = await serveLocalClerk({
    ...options.clerk,
    frontendApiHost: `${clerkHost}:${port}`,
    rootDomain,
    allowedOrigins: apps.map(({ name }) => originOf(name)),
    homeUrl: home,
    signInUrl: `${home}${signIn}`,
    signUpUrl: `${home}${signUp}`,
  });
  const listeners = await Promise.all(
    apps.map(async (app) => ({ app, port: await getPort({ reserve: true }) })),
  );
  const gateway = await startGateway({
    port,
    rootDomain,
    indexPage: () => '',
    routes: [
      { host: clerkHost, target: clerk.url, title: 'Local Clerk' },
      ...listeners.map(({ app, port: appPort }) => ({
        host: `${app.name}.${rootDomain}`,
        target: `http://${APP_HOSTNAME}:${appPort}`,
        title: app.name,
      })),
      ...(options.routes ?? []),
    ],
  });
  const groups = createProcessGroups();
  const known = { clerk, clerkOrigin: `http://${clerkHost}:${port}`, originOf };
  const shared = buildAppEnvironment(env, { mode, port, clerk, hosted: null });
  const running = listeners.map(({ app, port: appPort }) => ({
    name: app.name,
    process: startAppProcess({
      directory: app.directory,
      firstPage: app.firstPage,
      mode,
      port: appPort,
      // `NODE_ENV` is among the shared ones; the type of the spread does not say so.
      env: { ...shared, ...app.variables?.(known) } as NodeJS.ProcessEnv,
      groups,
      onLine: () => {},
    }),
  }));
  const close = async () => {
    await Promise.all(running.map(({ process: each }) => each.stop()));
    groups.close();
    await Promise.all([gateway.close(), clerk.close()]);
  };
  const problems = await Promise.all(
    running.map(async ({ name, process: each }) => {
      const problem = await each.boot(new URL(originOf(name)).host);
      return problem === undefined ? [] : [`${name} does not work. ${problem}\n${each.lastLines.join('\n')}`];
    }),
  );
  if (problems.flat().length > 0) {
    await close();
    throw new Error(problems.flat().join('\n'));
  }
  return { ...known, port, appPorts: listeners.map((listener) => listener.port), close };
}
