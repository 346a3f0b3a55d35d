const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Wait after the 1st, 2nd, … failed attempt.
 * @source docs.svix.com, "Retry Schedule".
 * @internal Exported for its test.
 */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  10 * HOUR_MS,
];

/**
 * @param failures Failed attempts so far, at least 1.
 * @returns Unix milliseconds; null: given up.
 */
export function nextAttemptAfter(failures: number, nowMs: number): number | null {
  const delayMs = RETRY_DELAYS_MS[failures - 1];
  return delayMs === undefined ? null : nowMs + delayMs;
}

/** Whether the status means that it was delivered: 2xx only. */
export function isDelivered(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}
