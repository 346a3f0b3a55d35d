import { rotate } from '../rotate.ts';
import { percentile } from '../statistics.ts';
import type { RunningVariant } from './apps.ts';
import type { TurnHeaders } from './credentials.ts';
import type { LoadGenerator } from './load.ts';
import type { AuthBenchOptions } from './options.ts';
import type { VariantId } from './variants.ts';

/** One turn of one variant. */
export interface Turn {
  readonly variant: VariantId;
  /** Counted from 0. */
  readonly round: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** By then V8 has compiled what runs: for a page that takes much longer, and the longer, the more code there is. */
const WARM_UP_SECONDS = { json: 4, page: 40 } as const;

export interface RoundsOptions extends AuthBenchOptions {
  readonly variants: readonly RunningVariant[];
  readonly turnHeaders: TurnHeaders;
  readonly generator: LoadGenerator;
  /** After each turn, the warming ones too. */
  readonly onTurn: (title: string) => void;
}

/**
 * Gives every variant a turn in each round, another one first each time, so that whatever else the machine does meets all
 * alike. One round of longer turns before the first warms up and is not counted.
 *
 * @throws {Error} When anything but the right answer came, once.
 */
export async function runRounds(options: RoundsOptions): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  for (let round = -1; round < options.rounds; round += 1) {
    for (const variant of rotate(options.variants, round + 1)) {
      const seconds = round < 0 ? WARM_UP_SECONDS[variant.kind] : options.seconds;
      const turn = await take(variant, { ...options, seconds });
      if (round >= 0) turns.push({ variant: variant.id, round, ...turn });
      options.onTurn(variant.title);
    }
  }
  return turns;
}

async function take(
  variant: RunningVariant,
  { turnHeaders, generator, seconds, connections }: RoundsOptions,
): Promise<Omit<Turn, 'variant' | 'round'>> {
  const { port, path, title } = variant;
  const headers = await turnHeaders(variant);
  const result = await generator.send({ port, path, headers, seconds, connections });
  const [p50Ms, p99Ms] = [percentile(result.latenciesMs, 0.5), percentile(result.latenciesMs, 0.99)];
  if (result.failures > 0 || p50Ms === null || p99Ms === null) {
    throw new Error(
      `${title} answered ${result.answers} times as it should, and ${result.failures} times not.`,
    );
  }
  return { requestsPerSecond: result.answers / result.seconds, p50Ms, p99Ms };
}
