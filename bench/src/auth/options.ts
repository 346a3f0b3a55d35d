import { UsageError } from '../usage-error.ts';

/**
 * How long and how often everything is measured. Many short turns are better than few long ones: what else the machine does then
 * meets a variant and what it is compared with alike.
 */
export interface AuthBenchOptions {
  /** How often each variant has its turn; whole number, >= 1. */
  readonly rounds: number;
  /** How long a turn lasts, seconds; whole number, >= 1. */
  readonly seconds: number;
  /** How many requests are under way at any time; whole number, >= 1. */
  readonly connections: number;
}

/**
 * Reads what was typed.
 *
 * @throws {UsageError} `invalid_usage`: names the option and what it must be.
 */
export function parseOptions(args: {
  rounds: string;
  seconds: string;
  connections: string;
}): AuthBenchOptions {
  return {
    rounds: parseCount('rounds', args.rounds),
    seconds: parseCount('seconds', args.seconds),
    connections: parseCount('connections', args.connections),
  };
}

function parseCount(name: string, text: string): number {
  // Number() reads '' as 0 and ' 5', '5e0' and '0x5' as 5.
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`--${name} is "${text}"; it is a whole number from 1 to 9999.`);
}
