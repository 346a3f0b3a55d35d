import { GatewayError, type GatewayRoute, startGateway } from '@repo/gateway';
import { type LocalClerk, LocalClerkError, type LogEntry, type Seed, serveLocalClerk } from 'clerk-local';
import { CommandError } from '../command-error.ts';
import type { Addresses } from './addresses.ts';
import { buildIndexPage } from './index-page.ts';
import type { StartOptions } from './options.ts';

/** The Clerk and the gateway in front of it and of the apps. */
export interface RunningClerk {
  readonly clerk: LocalClerk;
  /** Frees both ports and saves the state. */
  close(): Promise<void>;
}

/**
 * Starts the Clerk and then the gateway, both on loopback only.
 *
 * @throws {CommandError} `port_in_use`: of the gateway or of the Clerk; nothing is left running.
 * @throws {LocalClerkError} As `serveLocalClerk`. {GatewayError} `port_not_allowed`.
 */
export async function startBehindGateway(
  options: StartOptions,
  {
    addresses,
    seed,
    log,
    signingKeyPem,
  }: {
    addresses: Addresses;
    seed: Seed;
    log: (entry: LogEntry) => void;
    signingKeyPem: string | undefined;
  },
): Promise<RunningClerk> {
  const { domain, port } = options;
  const clerk = await serveLocalClerk({
    frontendApiHost: addresses.clerkHost,
    rootDomain: domain,
    allowedOrigins: addresses.apps.map(({ origin }) => origin),
    homeUrl: addresses.home,
    signInUrl: addresses.signIn,
    signUpUrl: addresses.signUp,
    port: port + 1,
    seed,
    log,
    ...(signingKeyPem === undefined ? {} : { signingKeyPem }),
    ...(options.stateDir === undefined ? {} : { stateDir: options.stateDir }),
  }).catch((error: unknown) => {
    throw isPortTaken(error) ? portTaken(port + 1, error) : error;
  });
  const gateway = await startGateway({
    port,
    rootDomain: domain,
    routes: [clerkRoute(addresses, clerk), ...appRoutes(addresses)],
    indexPage: () => buildIndexPage({ domain, addresses, seed }),
  }).catch(async (error: unknown) => {
    await clerk.close();
    throw isPortTaken(error) ? portTaken(port, error) : error;
  });
  const close = async () => {
    await gateway.close();
    await clerk.close();
  };
  return { clerk, close };
}

function clerkRoute({ clerk: origin }: Addresses, clerk: LocalClerk): GatewayRoute {
  return { host: new URL(origin).hostname, target: clerk.url, title: 'Clerk' };
}

function appRoutes({ apps }: Addresses): GatewayRoute[] {
  return apps.map(({ app, origin }) => ({
    host: new URL(origin).hostname,
    target: `http://127.0.0.1:${app.port}`,
    title: app.name,
  }));
}

function isPortTaken(error: unknown): boolean {
  return (error instanceof GatewayError || error instanceof LocalClerkError) && error.code === 'port_in_use';
}

function portTaken(port: number, cause: unknown): CommandError {
  return new CommandError('port_in_use', `Port ${port} is used by another program.`, { cause });
}
