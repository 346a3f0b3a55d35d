import { findLaunchers } from '@repo/stack/launchers';

const PARENT_POLL_MS = 1000;

/**
 * Resolves when this process should end: Ctrl-C, SIGTERM, a closed terminal, or the end of a process that started it,
 * package managers included: `npx` does not pass a signal on.
 * A second Ctrl-C ends at once; the guard of the process groups then cleans up.
 * Call it before anything is started, as until then a signal ends the process by itself.
 */
export function stopRequest(): Promise<void> {
  // Writing to a closed terminal must not end the process before it has cleaned up.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return new Promise((resolve) => {
    let requested = false;
    const onSignal = (signal: NodeJS.Signals) => {
      if (requested && signal === 'SIGINT') process.exit(130);
      requested = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
    const parent = process.ppid;
    const launchers = findLaunchers();
    setInterval(() => {
      if (process.ppid !== parent || !launchers.every(isAlive)) resolve();
    }, PARENT_POLL_MS).unref();
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
