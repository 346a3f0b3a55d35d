import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What one turn asks for. */
export interface Load {
  readonly port: number;
  readonly path: string;
  /** At least one set of headers; where there are more than connections, each connection goes round those that are its own. */
  readonly headers: readonly Readonly<Record<string, string>>[];
  readonly connections: number;
  /** Whole seconds. */
  readonly seconds: number;
}

/** What came back in one turn. */
export interface LoadResult {
  /** Answers with a status of 200 to 299. */
  readonly answers: number;
  /** Other answers, broken connections and requests without an answer. */
  readonly failures: number;
  readonly seconds: number;
  /** Of every answer, milliseconds. */
  readonly latenciesMs: readonly number[];
}

/** Sends load from a process of its own. */
export interface LoadGenerator {
  /** @throws {Error} When the process has ended. */
  send(load: Load): Promise<LoadResult>;
  close(): void;
}

/** Starts the process; it stays for all turns, so that each meets an equally warm one. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(new URL('./load-process.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The load generator ended with exit code ${code}.`);
  });
  // `send` rejects with it; without a caller that waits, the rejection is no error.
  ended.catch(() => {});
  return {
    async send(load) {
      const answered = once(child, 'message');
      child.send(load);
      // The only message that load-process.ts sends.
      const [result] = (await Promise.race([answered, ended])) as [LoadResult];
      return result;
    },
    close: () => void child.kill(),
  };
}
