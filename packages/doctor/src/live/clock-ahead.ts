import type { RawAnswer } from '@repo/trace';

/**
 * How far a server's clock is ahead of ours, milliseconds; negative: behind.
 *
 * @param nowMs Our clock when the answer had arrived.
 * @param durationMs How long that took; the server wrote its date somewhere in between.
 * @returns undefined without a date; to the second, as dates in HTTP are. The age in a cache is added.
 * @source RFC 9110 section 6.6.1 (Date), RFC 9111 section 5.1 (Age).
 */
export function clockAheadMs(
  { headers }: Pick<RawAnswer, 'headers'>,
  nowMs: number,
  durationMs: number,
): number | undefined {
  const dateMs = Date.parse(headers.date ?? '');
  if (Number.isNaN(dateMs)) return undefined;
  const ageSeconds = /^\d+$/.test(headers.age ?? '') ? Number(headers.age) : 0;
  // Half a second: HTTP dates are truncated, not rounded.
  return dateMs + 500 + ageSeconds * 1000 - (nowMs - durationMs / 2);
}
