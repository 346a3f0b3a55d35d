import { rotate } from '../rotate.ts';
import { percentile } from '../statistics.ts';
import type { RunningApps, RunningVariant } from './apps.ts';
import { turnHeaders } from './credentials.ts';
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

/**
 * Gives every variant a turn in each round, another one first each time, so that whatever else the machine does meets all
 * alike. One round before the first warms up and is not counted.
 *
 * @param onTurn After each turn, the warming ones too.
 * @throws {Error} When anything but the right answer came, once.
 */
export async function runRounds(
  apps: RunningApps,
  generator: LoadGenerator,
  { rounds, seconds, connections, onTurn }: AuthBenchOptions & { readonly onTurn: (title: string) => void },
): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  for (let round = -1; round < rounds; round += 1) {
    for (const variant of rotate(apps.variants, round + 1)) {
      const turn = await take(variant, { apps, generator, seconds, connections });
      if (round >= 0) turns.push({ variant: variant.id, round, ...turn });
      onTurn(variant.title);
    }
  }
  return turns;
}

async function take(
  variant: RunningVariant,
  {
    apps,
    generator,
    ...load
  }: { apps: RunningApps; generator: LoadGenerator } & Pick<AuthBenchOptions, 'seconds' | 'connections'>,
): Promise<Omit<Turn, 'variant' | 'round'>> {
  const { port, path, title } = variant;
  const headers = await turnHeaders(variant, apps);
  const { answers, failures, seconds, latenciesMs } = await generator.send({ ...load, port, path, headers });
  const [p50Ms, p99Ms] = [percentile(latenciesMs, 0.5), percentile(latenciesMs, 0.99)];
  if (failures > 0 || p50Ms === null || p99Ms === null) {
    throw new Error(`${title} answered ${answers} times as it should, and ${failures} times not.`);
  }
  return { requestsPerSecond: answers / seconds, p50Ms, p99Ms };
}
