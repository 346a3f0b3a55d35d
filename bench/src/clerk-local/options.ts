import { UsageError } from '../usage-error.ts';

export interface ClerkLocalBenchOptions {
  /** How often each figure is measured; whole number, >= 1. Medians are compared. */
  readonly rounds: number;
  /** Requests under way at any time; whole number, >= 1. */
  readonly connections: number;
}

/**
 * Reads what was typed.
 *
 * @throws {UsageError} `invalid_usage`: names the option and what it must be.
 */
export function parseOptions(args: { rounds: string; connections: string }): ClerkLocalBenchOptions {
  return {
    rounds: parseCount('rounds', args.rounds),
    connections: parseCount('connections', args.connections),
  };
}

function parseCount(name: string, text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new UsageError(`--${name} is "${text}"; it is a whole number from 1 to 999.`);
}
