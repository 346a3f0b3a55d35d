import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { ProcessGroups } from '../processes/process-groups.ts';
import { APP_HOSTNAME, type AppCommand, nextCommand } from './app-command.ts';
import { requestDocument, waitUntilListening } from './probe.ts';

/** How many lines of output are kept for the report of a failure. */
const KEPT_LINES = 20;
const BOOT_TIMEOUT_MS = 180_000;
const END_REPORT_MS = 2000;

export interface AppProcess {
  /** Its latest output, oldest first, at most 20 lines, without colours. */
  readonly lastLines: readonly string[];
  /** Resolves when the process has ended, with a sentence that says how. Never rejects. */
  readonly ended: Promise<string>;
  /**
   * Resolves once the app answers its first page.
   * @returns undefined when it works; else one sentence that says what is wrong.
   */
  boot(host: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

/**
 * Runs one app on a loopback port, directly with Node.
 *
 * @param command What to run; default: Next, `next dev` or `next start`. It must listen on `port`.
 * @param directory Absolute folder of the app.
 * @param firstPage Path that `boot` asks for.
 * @param onLine Each line of output as it comes; warnings and errors are on stderr.
 */
export function startAppProcess(options: {
  command?: AppCommand;
  directory: string;
  firstPage: string;
  mode: 'dev' | 'production';
  port: number;
  env: NodeJS.ProcessEnv;
  groups: ProcessGroups;
  onLine: (stream: 'stdout' | 'stderr', line: string) => void;
}): AppProcess {
  const { directory, firstPage, mode, port, env, groups, onLine } = options;
  const command = options.command ?? nextCommand(directory, { mode, port });
  const child = groups.start(command.script, command.args, { cwd: directory, env });
  const lastLines: string[] = [];
  for (const stream of ['stdout', 'stderr'] as const) {
    readLines(child, stream, (line) => {
      lastLines.push(stripVTControlCharacters(line));
      if (lastLines.length > KEPT_LINES) lastLines.shift();
      onLine(stream, line);
    });
  }
  const stopped = new AbortController();
  const ended = whenEnded(child).finally(() => stopped.abort());
  return {
    lastLines,
    ended,
    async boot(host) {
      const timeout = AbortSignal.timeout(BOOT_TIMEOUT_MS);
      const signal = AbortSignal.any([stopped.signal, timeout]);
      try {
        await waitUntilListening({ hostname: APP_HOSTNAME, port, signal });
        const status = await requestDocument({ hostname: APP_HOSTNAME, port, host, path: firstPage, signal });
        return status < 500 ? undefined : `It answers ${firstPage} with ${status}.`;
      } catch {
        if (timeout.aborted) return `It did not answer within ${BOOT_TIMEOUT_MS / 1000} seconds.`;
        // A process that ends drops its connections a moment before its end is reported.
        const brokeOff = `It broke off while it answered ${firstPage}.`;
        return Promise.race([ended, delay(END_REPORT_MS, brokeOff, { ref: false })]);
      }
    },
    stop: () => groups.stop(child),
  };
}

function readLines(child: ChildProcess, stream: 'stdout' | 'stderr', onLine: (line: string) => void): void {
  const input = child[stream];
  if (!input) return;
  createInterface({ input }).on('line', (line) => {
    if (line.trim() !== '') onLine(line);
  });
}

function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`It could not be started: ${error.message}`));
    // `close` comes after the last line of output, `exit` may come before.
    child.once('close', (code, signal) =>
      resolve(signal ? `It was ended by ${signal}.` : `It stopped with exit code ${code}.`),
    );
  });
}
