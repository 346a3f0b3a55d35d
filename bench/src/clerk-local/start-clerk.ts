import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '@repo/stack/repository';
import { build } from 'esbuild';

/** Origin of the app that the bench pretends to be. */
export const ORIGIN = 'http://app.acme.localhost:3000';

/** The package as it is published. */
const BUILT = join(ROOT, 'packages/clerk-local/dist/index.js');

/** A local Clerk in a process of its own. */
export interface RunningClerk {
  readonly url: string;
  readonly secretKey: string;
  /** From the start of the process to the first request that it can answer, milliseconds. */
  readonly readyMs: number;
  /** Resident set, bytes. */
  residentBytes(): Promise<number>;
  /** `kill -9`; a second call does nothing. */
  kill(): Promise<void>;
}

/** The program that starts what `buildCommand` has built; without a loader, whose memory would be measured too. */
export async function buildClerk(): Promise<string> {
  // Below the package, so that its dependencies are found.
  const outfile = join(ROOT, 'packages/clerk-local/node_modules/.cache/bench/clerk-main.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'clerk-main.ts')],
    alias: { 'clerk-local': BUILT },
    external: [BUILT],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  return outfile;
}

export async function startClerk(program: string, stateDir: string): Promise<RunningClerk> {
  const startedMs = performance.now();
  const child = fork(program, [stateDir, ORIGIN], { execArgv: [] });
  const { url, secretKey } = await ask<{ url: string; secretKey: string }>(child);
  return {
    url,
    secretKey,
    readyMs: performance.now() - startedMs,
    residentBytes: async () => {
      const answer = ask<{ residentBytes: number }>(child);
      child.send('memory');
      return (await answer).residentBytes;
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function ask<Answer>(child: ChildProcess): Promise<Answer> {
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The local Clerk ended with exit code ${code}.`);
  });
  failed.catch(() => {});
  // What clerk-main.ts sends next.
  const [answer] = (await Promise.race([once(child, 'message'), failed])) as [Answer];
  return answer;
}
