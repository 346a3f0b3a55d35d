import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';

const LONGEST_TRAVEL_MS = 10 * 365 * 24 * 60 * 60 * 1000;

const settingsSchema = z.strictObject({
  offsetMs: z.int().min(-LONGEST_TRAVEL_MS).max(LONGEST_TRAVEL_MS).default(0),
});

export interface ClockSettings {
  /** Milliseconds, default 0: how far the Clerk's time is ahead of (negative: behind) the machine's. */
  offsetMs?: number;
}

/** The time of one local Clerk, for tokens, lifetimes and retries. Other processes: `PUT <url>/__local/clock`. */
export interface Clock {
  /** @throws {ApiError} 400 `clock_invalid`: not a whole number, or more than ten years away. */
  set(settings: ClockSettings): void;
  read(): Required<ClockSettings>;
  nowMs(): number;
}

/** @param onTravel Called after each change: waiting work may be due. */
export function createClock(machineNowMs: () => number, onTravel: () => void): Clock {
  let current = settingsSchema.parse({});
  return {
    set: (settings) => {
      current = parseClock(settings);
      onTravel();
    },
    read: () => current,
    nowMs: () => machineNowMs() + current.offsetMs,
  };
}

/** @throws {ApiError} 400 `clock_invalid`. */
export function parseClock(input: unknown): Required<ClockSettings> {
  return parseSettings(settingsSchema, input, {
    code: 'clock_invalid',
    hint: 'Send {"offsetMs"?: milliseconds}.',
  });
}
