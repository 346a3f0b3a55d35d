import type { VerifiedClaims } from '@subdomain-sso/auth/verify';
import { createMemory } from './memory.ts';

/** The number of one user's calls in the current hour. */
export interface Usage {
  readonly period: { readonly from: string; readonly to: string };
  /** Calls of this hour, this one included. */
  readonly calls: number;
  readonly limit: number;
  /** The same, by the calling origin. */
  readonly byCaller: Readonly<Record<string, number>>;
}

const HOUR_MS = 3_600_000;
const CALLS_PER_HOUR = 1000;

/**
 * Counts calls by user and caller.
 *
 * @param nowMs Unix milliseconds.
 */
export function createUsage(nowMs: () => number) {
  const hours = createMemory<{ readonly startMs: number; readonly byCaller: Map<string, number> }>();
  const current = ({ sub }: VerifiedClaims) => {
    const startMs = nowMs() - (nowMs() % HOUR_MS);
    const hour = hours.get(sub);
    return hour?.startMs === startMs ? hour : { startMs, byCaller: new Map<string, number>() };
  };
  return {
    count(caller: VerifiedClaims): void {
      const hour = current(caller);
      hour.byCaller.set(caller.azp, (hour.byCaller.get(caller.azp) ?? 0) + 1);
      hours.set(caller.sub, hour);
    },
    of(caller: VerifiedClaims): Usage {
      const { startMs, byCaller } = current(caller);
      return {
        period: {
          from: new Date(startMs).toISOString(),
          to: new Date(startMs + HOUR_MS).toISOString(),
        },
        calls: [...byCaller.values()].reduce((sum, calls) => sum + calls, 0),
        limit: CALLS_PER_HOUR,
        byCaller: Object.fromEntries(byCaller),
      };
    },
  };
}
