import { median } from '../statistics.ts';
import type { Turn } from './run-rounds.ts';
import { VARIANTS, type Variant, type VariantId } from './variants.ts';

/** The middle of all rounds, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** All turns of one variant. */
export interface Row {
  readonly variant: VariantId;
  readonly rounds: number;
  readonly requestsPerSecond: Spread;
  /** Medians of what each round's percentile is, milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /**
   * Requests per second, each round's divided by the base's of the same round: what slowed the machine down for a while is in
   * both. null: the base was not measured. The base is the open route, for pages the page behind a bare clerkMiddleware().
   */
  readonly ratio: Spread | null;
}

const BASES: Readonly<Record<Variant['kind'], VariantId>> = { json: 'open', page: 'page-clerk' };

/** @returns one row for each variant that had a turn, in the order of `VARIANTS`. */
export function summarize(turns: readonly Turn[]): readonly Row[] {
  return VARIANTS.flatMap(({ id, kind }) => {
    const own = turns.filter(({ variant }) => variant === id);
    const [requestsPerSecond, p50Ms, p99Ms] = [
      spread(own.map((turn) => turn.requestsPerSecond)),
      median(own.map((turn) => turn.p50Ms)),
      median(own.map((turn) => turn.p99Ms)),
    ];
    if (!requestsPerSecond || p50Ms === null || p99Ms === null) return [];
    const ratio = spread(own.flatMap((turn) => ratioTo(turn, BASES[kind], turns)));
    return [{ variant: id, rounds: own.length, requestsPerSecond, p50Ms, p99Ms, ratio }];
  });
}

function ratioTo({ round, requestsPerSecond }: Turn, base: VariantId, turns: readonly Turn[]): number[] {
  const other = turns.find((turn) => turn.round === round && turn.variant === base);
  return other ? [requestsPerSecond / other.requestsPerSecond] : [];
}

function spread(values: readonly number[]): Spread | null {
  const middle = median(values);
  return middle === null ? null : { median: middle, min: Math.min(...values), max: Math.max(...values) };
}
