import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { ROOT } from '@repo/stack/repository';
import { inject, vi } from 'vitest';
import { runSso } from '../src/run-sso.ts';

/** What a command printed, and how it ended. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Changes to the environment; undefined removes a variable. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Keys of the person who runs the tests are not the tests' affair. */
const NO_KEYS: Environment = {
  CLERK_SECRET_KEY: undefined,
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: undefined,
  DATABASE_URL: undefined,
  NO_COLOR: '1',
};

/** Runs a command in this process, which takes no time to start. */
export async function runHere(args: readonly string[], env: Environment = {}): Promise<Run> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const restore = capture({ log: stdout, error: stderr });
  for (const [name, value] of Object.entries({ ...NO_KEYS, ...env })) vi.stubEnv(name, value);
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    await runSso(args);
    return { code: Number(process.exitCode ?? 0), stdout: stdout.join(''), stderr: stderr.join('') };
  } finally {
    process.exitCode = before;
    vi.unstubAllEnvs();
    restore();
  }
}

/** Runs a command as people do, in a process of its own. */
export function runProcess(args: readonly string[], env: Environment = {}): Promise<Run> {
  const child = startProcess(args, env);
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve) => {
    child.once('close', (code) =>
      resolve({
        code: code ?? -1,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
  });
}

/** Starts a command in a process of its own. */
export function startProcess(args: readonly string[], env: Environment = {}): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [inject('ssoMain'), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...NO_KEYS, ...env },
  });
}

/** Collects what is printed. Listeners that a command leaves for the end of its process are removed as well. */
function capture({ log, error }: { log: string[]; error: string[] }): () => void {
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((text) => void log.push(`${text}\n`)),
    vi.spyOn(console, 'error').mockImplementation((text) => void error.push(`${text}\n`)),
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => log.push(String(text)) > 0),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => error.push(String(text)) > 0),
  ];
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const before = signals.map((signal) => process.listeners(signal));
  const streams = [process.stdout, process.stderr].map((stream) => ({
    stream,
    listeners: stream.listeners('error'),
  }));
  return () => {
    for (const spy of spies) spy.mockRestore();
    signals.forEach((signal, index) => {
      for (const listener of process.listeners(signal))
        if (!before[index]?.includes(listener)) process.off(signal, listener);
    });
    // Node types listeners as functions without their parameters.
    for (const { stream, listeners } of streams)
      for (const listener of stream.listeners('error'))
        if (!listeners.includes(listener)) stream.off('error', listener as (error: Error) => void);
  };
}
