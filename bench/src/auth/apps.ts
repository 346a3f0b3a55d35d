import { sso } from '@repo/sso';
import { buildAppEnvironment } from '@repo/stack/app-environment';
import { startAppProcess } from '@repo/stack/app-process';
import { createProcessGroups } from '@repo/stack/process-groups';
import { localClerkHost, localOrigins } from '@subdomain-sso/auth/origins';
import { type LocalClerk, serveLocalClerk } from 'clerk-local';
import getPort from 'get-port';
import { APP_DIRECTORY, NAMED_PORT } from './build-app.ts';
import { type Person, signIn } from './person.ts';
import type { Variant } from './variants.ts';

/** A variant with a production process of its own. */
export interface RunningVariant extends Variant {
  readonly port: number;
}

export interface RunningApps {
  readonly variants: readonly RunningVariant[];
  /** Signed in at the local Clerk. */
  readonly person: Person;
  /** Host header that the app's name in `sso.config.ts` has here. */
  readonly host: string;
  close(): Promise<void>;
}

const ORIGIN = localOrigins(sso, NAMED_PORT).platform;

/**
 * Starts one local Clerk, and `next start` once for each variant: what one has warmed up or filled is nothing to another.
 *
 * @throws {Error} When a process does not answer, with its last lines; nothing is left running.
 */
export async function startApps(variants: readonly Variant[]): Promise<RunningApps> {
  const clerk = await startClerk();
  const groups = createProcessGroups();
  const env = buildAppEnvironment(process.env, { mode: 'production', port: NAMED_PORT, clerk, hosted: null });
  const apps = await Promise.all(
    variants.map(async (variant) => {
      const port = await getPort({ reserve: true });
      const app = startAppProcess({
        directory: APP_DIRECTORY,
        firstPage: variant.path,
        mode: 'production',
        port,
        env: { ...env, NODE_ENV: 'production', BENCH_GUARD: variant.guard },
        groups,
        onLine: () => {},
      });
      return { variant: { ...variant, port }, app };
    }),
  );
  const close = async () => {
    await Promise.all(apps.map(({ app }) => app.stop()));
    groups.close();
    await clerk.close();
  };
  const { host } = new URL(ORIGIN);
  for (const { variant, app } of apps) {
    const problem = await app.boot(host);
    if (problem === undefined) continue;
    await close();
    throw new Error(`${variant.title} does not work. ${problem}\n${app.lastLines.join('\n')}`);
  }
  return { variants: apps.map(({ variant }) => variant), person: await signIn(clerk, ORIGIN), host, close };
}

function startClerk(): Promise<LocalClerk> {
  return serveLocalClerk({
    frontendApiHost: localClerkHost(sso, NAMED_PORT),
    rootDomain: sso.localRootDomain,
    allowedOrigins: [ORIGIN],
    homeUrl: ORIGIN,
    signInUrl: ORIGIN,
    signUpUrl: ORIGIN,
  });
}
