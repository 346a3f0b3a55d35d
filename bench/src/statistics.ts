/**
 * The middle value; between two, their mean.
 *
 * @returns null for no values.
 * @example median([4, 1, 2]) // 2
 */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((x, y) => x - y);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/**
 * The smallest value that at least this share of all values does not exceed: one that was really measured.
 *
 * @param share 0 to 1: 0.95.
 * @returns null for no values.
 * @source nearest-rank method.
 */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((x, y) => x - y);
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? null;
}
