import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withoutClerk } from '@repo/stack/app-environment';
import { type BareHost, type BareStack, startBareStack } from '@repo/stack/bare-stack';
import { ROOT, rootBinary } from '@repo/stack/repository';
import { type PastSession, signInInThePast } from './past-session.ts';

/** What guards a pair of apps. `bare`: clerkMiddleware(). `parties`: with authorizedParties. `ours`: createAuthProxy(). */
export const MODES = ['bare', 'parties', 'ours'] as const;
export type Mode = (typeof MODES)[number];

/** Two sibling apps of each mode. */
export const SIBLINGS = {
  bare: { a: 'bare-a', b: 'bare-b' },
  parties: { a: 'parties-a', b: 'parties-b' },
  ours: { a: 'platform', b: 'portal' },
} as const satisfies Record<Mode, { a: BareHost; b: BareHost }>;

const HOSTS: readonly BareHost[] = ['account', ...MODES.flatMap((mode) => Object.values(SIBLINGS[mode]))];

export interface BenchStack extends Pick<BareStack, 'clerkOrigin' | 'originOf'> {
  readonly session: PastSession;
  /** A page on another site, with a link to every app. */
  readonly outsideUrl: string;
  /** How many requests Clerk has got so far, from browsers and from servers; its scripts, which browsers keep, left out. */
  clerkRequests(): number;
  /** One more round trip to Clerk, for browsers and servers alike. Milliseconds. */
  setRoundTrip(ms: number): void;
  close(): Promise<void>;
}

/** Builds the fixture app where that is needed, and starts everything with a user who signed in ten minutes ago. */
export async function startBenchStack(): Promise<BenchStack> {
  await build();
  let clerkRequests = 0;
  let clockOffsetMs = 0;
  const outside = await startOutside();
  const stack = await startBareStack({
    env: process.env,
    hosts: HOSTS,
    routes: [{ host: 'outside.localhost', target: outside.target, title: 'Another site' }],
    clerk: {
      nowMs: () => Date.now() + clockOffsetMs,
      log: (entry) => {
        if (entry.kind === 'request' && !entry.path.startsWith('/npm/')) clerkRequests += 1;
      },
    },
  });
  outside.link(HOSTS.map((host) => `${stack.originOf(host)}/`));
  const setClock = (offsetMs: number) => {
    clockOffsetMs = offsetMs;
  };
  return {
    clerkOrigin: stack.clerkOrigin,
    originOf: stack.originOf,
    session: await signInInThePast(stack, setClock),
    outsideUrl: `http://outside.localhost:${stack.port}/`,
    clerkRequests: () => clerkRequests,
    setRoundTrip: (latencyMs) => stack.clerk.faults.set({ latencyMs }),
    close: async () => {
      await stack.close();
      outside.close();
    },
  };
}

async function build(): Promise<void> {
  const args = ['run', 'build', '--filter=@repo/e2e-bare-app', '--output-logs=errors-only'];
  const env = { ...withoutClerk(process.env), TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' };
  // stdout is for the results.
  const child = spawn(rootBinary('turbo'), args, { cwd: ROOT, env, stdio: ['ignore', 2, 2] });
  const [exitCode] = await once(child, 'exit');
  if (exitCode !== 0) throw new Error('e2e/bare-app does not build; turbo says why above.');
}

async function startOutside() {
  let page = '';
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server listening on TCP has an AddressInfo; the string form is for pipes.
  const { port } = server.address() as AddressInfo;
  return {
    target: `http://127.0.0.1:${port}`,
    link(urls: readonly string[]) {
      const links = urls.map((url) => `<a href="${url}">${url}</a>`).join('<br>');
      page = `<!doctype html><link rel="icon" href="data:,"><title>Another site</title>${links}`;
    },
    close: () => server.close(),
  };
}
