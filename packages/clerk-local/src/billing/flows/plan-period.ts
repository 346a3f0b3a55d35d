import type { PlanPeriod } from '../rows.ts';

/**
 * Finds the billing period that a moment lies in. Periods begin on the day of the month the subscription began on, or on the
 * month's last day where the month is shorter; UTC.
 *
 * @param startedAtMs Unix milliseconds, as the others here.
 * @param atMs Not before `startedAtMs`.
 * @returns `startMs` <= `atMs` < `endMs`.
 */
export function periodAround(
  startedAtMs: number,
  period: PlanPeriod,
  atMs: number,
): { startMs: number; endMs: number } {
  const months = period === 'annual' ? 12 : 1;
  const start = new Date(startedAtMs);
  const at = new Date(atMs);
  const elapsed =
    (at.getUTCFullYear() - start.getUTCFullYear()) * 12 + at.getUTCMonth() - start.getUTCMonth();
  // The month difference gives this period or the next one; the day and time of day decide which.
  const guess = Math.max(0, Math.floor(elapsed / months));
  const count = guess > 0 && addMonths(start, guess * months) > atMs ? guess - 1 : guess;
  return { startMs: addMonths(start, count * months), endMs: addMonths(start, (count + 1) * months) };
}

function addMonths(start: Date, months: number): number {
  const moved = new Date(start);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(start.getUTCDate(), lastDay));
  return moved.getTime();
}
