import { TraceError } from './errors.ts';
import type { Outcome } from './trace.ts';

const DEFAULT_MAX_HOPS = 20;
const MOST_HOPS = 100;

/**
 * The one URL to begin with.
 *
 * @param positional All positional arguments.
 * @returns Any scheme: one that is not http is an outcome of the trace, not wrong usage.
 * @throws {TraceError} `invalid_usage`. The message holds no part of the URL: it may carry a secret.
 */
export function parseStartUrl(url: string | undefined, positional: readonly string[]): URL {
  const example = 'Example: pnpm sso trace http://platform.acme.localhost:3000/';
  if (url === undefined || url === '') throw new TraceError('invalid_usage', `Which URL? ${example}`);
  if (positional.length > 1) throw new TraceError('invalid_usage', `One URL at a time. ${example}`);
  if (!/^[a-z][a-z0-9+.-]*:(?!\d+(\/|$))/i.test(url))
    throw new TraceError('invalid_usage', `A URL begins with http:// or https://. ${example}`);
  if (!URL.canParse(url)) throw new TraceError('invalid_usage', `That is not a URL. ${example}`);
  return new URL(url);
}

/** @throws {TraceError} `invalid_usage`: not a whole number from 1 to 100. */
export function parseMaxHops(option: string | undefined): number {
  if (option === undefined) return DEFAULT_MAX_HOPS;
  const hops = /^\d{1,3}$/.test(option) ? Number(option) : 0;
  if (hops >= 1 && hops <= MOST_HOPS) return hops;
  throw new TraceError('invalid_usage', `--max-hops is a whole number from 1 to ${MOST_HOPS}.`);
}

/** 0: nothing is wrong. 1: there is something to fix. */
export function exitCodeOf(outcome: Outcome): 0 | 1 {
  return outcome === 'signed-in' || outcome === 'anonymous' || outcome === 'session-sync' ? 0 : 1;
}
