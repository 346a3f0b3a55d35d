import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

/** A folder of this test's own, outside the repository. */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'clerk-local-command-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A port that is free, and so is the next. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = await getPort();
    if (port < 65_535 && (await getPort({ port: port + 1 })) === port + 1) return port;
  }
}

/** Listens on a port until the test ends. */
export async function occupy(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
}

export interface RunningCommand {
  readonly child: ChildProcess;
  /** What it has written so far. */
  output(): { stdout: string; stderr: string };
  /** Exit code; null: a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Waits for a text on the standard output. @throws {Error} It ended first; with what it wrote. */
  until(text: string): Promise<void>;
}

/** Starts the command as a process of its own. It is ended with the test. */
export function startCommand(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): RunningCommand {
  const child = spawn(process.execPath, ['--import', TSX, MAIN, ...args], {
    cwd,
    // Nothing of the surrounding shell: Vitest sets variables that a user does not have.
    env: { NODE_ENV: 'development', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    written.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    written.stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]): number | null => code);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const until = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (written.stdout.includes(text)) resolve();
      };
      child.stdout.on('data', look);
      look();
      void ended.then((code) =>
        reject(new Error(`It ended with ${code}.\n${written.stdout}${written.stderr}`)),
      );
    });
  return { child, output: () => ({ ...written }), ended, until };
}

/** Runs the command to its end. */
export async function runCommand(
  cwd: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { ended, output } = startCommand(cwd, args, env);
  const code = await ended;
  return { code, ...output() };
}
