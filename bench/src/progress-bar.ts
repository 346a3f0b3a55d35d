import { SingleBar } from 'cli-progress';

/** How far a measurement has come; on stderr, because stdout is for the results. */
export interface ProgressBar {
  increment(): void;
  /** Says what is being done now, in a few words. */
  say(step: string): void;
  stop(): void;
}

/** @returns One that shows nothing where stderr is no terminal. */
export function startBar(total: number, step = ''): ProgressBar {
  if (!process.stderr.isTTY) return { increment() {}, say() {}, stop() {} };
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{bar} {value}/{total}, about {eta_formatted} left {step}',
    etaBuffer: 30,
  });
  bar.start(total, 0, { step });
  return {
    increment: () => bar.increment(),
    say: (next) => bar.update({ step: next }),
    stop: () => bar.stop(),
  };
}
