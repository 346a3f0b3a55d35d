import { execFile } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { promisify } from 'node:util';

/** What an idle machine with two cores takes, milliseconds. */
const IDLE = { loopMs: 220, browserMs: 1000 };
const LOOP_TURNS = 30_000_000;
const MAX_SCALE = 10;
const BROWSER_TIMEOUT_MS = 60_000;

/** How fast this machine is now. */
export interface Speed {
  /** One core at a fixed computation. */
  readonly loopMs: number;
  /** From the start of a browser to its first document. */
  readonly browserMs: number;
  readonly cores: number;
  readonly load: number;
}

/**
 * Times a fixed computation and the start of a browser.
 *
 * @param chromium Path of the browser.
 */
export async function measureSpeed(chromium: string): Promise<Speed> {
  const loops = [timeLoop(), timeLoop(), timeLoop()];
  const startedMs = performance.now();
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom', 'data:text/html,ready'];
  await promisify(execFile)(chromium, args, { timeout: BROWSER_TIMEOUT_MS });
  return {
    loopMs: Math.max(...loops),
    browserMs: performance.now() - startedMs,
    cores: availableParallelism(),
    load: loadavg()[0] ?? 0,
  };
}

/**
 * By how much the time limits of the browser tests are multiplied. They end a test that hangs; no result depends on them.
 *
 * @returns From 1 to 10, with one decimal.
 */
export function timeScaleOf({ loopMs, browserMs, cores }: Speed): number {
  const slowness = Math.max(1, loopMs / IDLE.loopMs, browserMs / IDLE.browserMs);
  // Browser, proxy and app share what is there.
  const crowding = cores === 1 ? 2 : 1;
  return Math.min(MAX_SCALE, Math.round(slowness * crowding * 10) / 10);
}

function timeLoop(): number {
  const startedMs = performance.now();
  let value = 1;
  for (let turn = 0; turn < LOOP_TURNS; turn++) value = (value * 1_103_515_245 + 12_345) & 0x7fffffff;
  // The result is used, so that the loop cannot be left out.
  return value >= 0 ? performance.now() - startedMs : 0;
}
