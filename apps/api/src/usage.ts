/** The number of one user's calls in the current hour. */
export interface Usage {
  readonly period: { readonly from: string; readonly to: string };
  /** Calls of this hour that were accepted, this one included. */
  readonly calls: number;
  readonly limit: number;
  /** The same, by the calling origin. */
  readonly byCaller: Readonly<Record<string, number>>;
}

export const HOUR_MS = 3_600_000;

/** One call more is refused, until the hour ends. */
export const CALLS_PER_HOUR = 1000;

/** The beginning of the hour of a time; both in Unix milliseconds. */
export function hourOf(nowMs: number): number {
  return nowMs - (nowMs % HOUR_MS);
}

/** @param byCaller Accepted calls by calling origin. */
export function toUsage(startMs: number, byCaller: Readonly<Record<string, number>>): Usage {
  return {
    period: { from: new Date(startMs).toISOString(), to: new Date(startMs + HOUR_MS).toISOString() },
    calls: Object.values(byCaller).reduce((sum, calls) => sum + calls, 0),
    limit: CALLS_PER_HOUR,
    byCaller,
  };
}
