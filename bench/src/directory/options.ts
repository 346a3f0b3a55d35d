import { UsageError } from '../usage-error.ts';
import { ENGINES, type Engine } from './measure-engine.ts';

/** What is measured. */
export interface DirectoryBenchOptions {
  readonly deliveries: number;
  readonly objects: number;
  readonly kills: number;
  readonly seed: number;
  readonly engines: readonly Engine[];
}

/**
 * Reads the options of `bench directory`.
 *
 * @throws {UsageError} `invalid_usage`
 */
export function parseOptions(args: {
  readonly deliveries: string;
  readonly kills: string;
  readonly seed: string;
  readonly engine?: string | undefined;
}): DirectoryBenchOptions {
  const deliveries = parseNumber('--deliveries', args.deliveries, 100);
  return {
    deliveries,
    objects: Math.round(deliveries / 10),
    kills: parseNumber('--kills', args.kills, 0),
    seed: parseNumber('--seed', args.seed, 0),
    engines: args.engine === undefined ? ENGINES : [parseEngine(args.engine)],
  };
}

function parseNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= 10_000_000) return value;
  throw new UsageError(`${option} is "${text}"; it is a whole number from ${least} to 10000000.`);
}

function parseEngine(name: string): Engine {
  const engine = ENGINES.find((each) => each === name);
  if (engine) return engine;
  throw new UsageError(`There is no engine "${name}". Engines: ${ENGINES.join(', ')}.`);
}
