import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** How long a process may take to end by itself before it is killed. */
const GRACE_MS = 3000;

/** Starts processes that never outlive this one, however it ends. */
export interface ProcessGroups {
  /** Runs a Node script as the leader of its own process group, output piped. */
  start(
    script: string,
    args: readonly string[],
    options: { cwd: string; env: NodeJS.ProcessEnv },
  ): ChildProcess;
  /** Ends one group with everything it started: SIGTERM, then SIGKILL after 3 seconds. */
  stop(leader: ChildProcess): Promise<void>;
  /** Ends the guard. Call it after the last `stop`. */
  close(): void;
}

/**
 * Every group is registered with a guard process of its own, so that even `kill -9` on this one leaves nothing behind.
 *
 * @source kill(2): a negative process id addresses the group; node:child_process `detached` makes the child its leader.
 */
export function createProcessGroups(): ProcessGroups {
  const reaper = spawn(process.execPath, [fileURLToPath(new URL('./reaper.mjs', import.meta.url))], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  reaper.unref();
  reaper.stdin.on('error', () => {});
  return {
    start(script, args, options) {
      const child = spawn(process.execPath, [script, ...args], {
        ...options,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const { pid } = child;
      if (pid !== undefined) reaper.stdin.write(`+${pid}\n`);
      return child;
    },
    async stop(leader) {
      const { pid } = leader;
      if (pid === undefined) return;
      await stopGroup(leader, pid);
      reaper.stdin.write(`-${pid}\n`);
    },
    close: () => void reaper.stdin.end(),
  };
}

async function stopGroup(leader: ChildProcess, group: number): Promise<void> {
  // `close`: no member of the group holds the inherited output pipe any more. The kernel's list of the group would also have
  // members that have ended and whose parent has not asked how.
  const closed = isClosed(leader) ? Promise.resolve() : once(leader, 'close');
  signal(group, 'SIGTERM');
  await Promise.race([closed, delay(GRACE_MS, undefined, { ref: false })]);
  // Also for orphaned members that have an output of their own.
  signal(group, 'SIGKILL');
}

function isClosed({ exitCode, signalCode, stdout, stderr }: ChildProcess): boolean {
  return (exitCode !== null || signalCode !== null) && Boolean(stdout?.closed && stderr?.closed);
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // The group has no members left.
  }
}
