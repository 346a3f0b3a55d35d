import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodAround } from './plan-period.ts';

const time = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map(Number);

test('the period of a moment holds it, and periods follow each other without a gap', () => {
  fc.assert(
    fc.property(time, time, fc.constantFrom('month', 'annual'), (one, other, period) => {
      const [startedAt, at] = [Math.min(one, other), Math.max(one, other)];
      const { startMs, endMs } = periodAround(startedAt, period, at);
      expect(startMs).toBeLessThanOrEqual(at);
      expect(endMs).toBeGreaterThan(at);
      expect(periodAround(startedAt, period, endMs).startMs).toBe(endMs);
    }),
  );
});

test.each([
  {
    started: '2026-01-31T12:00:00Z',
    at: '2026-02-10T00:00:00Z',
    period: 'month',
    start: '2026-01-31',
    end: '2026-02-28',
  },
  {
    started: '2026-01-31T12:00:00Z',
    at: '2026-03-01T00:00:00Z',
    period: 'month',
    start: '2026-02-28',
    end: '2026-03-31',
  },
  {
    started: '2024-02-29T00:00:00Z',
    at: '2025-06-01T00:00:00Z',
    period: 'annual',
    start: '2025-02-28',
    end: '2026-02-28',
  },
  {
    started: '2026-05-17T00:00:00Z',
    at: '2026-05-17T00:00:00Z',
    period: 'month',
    start: '2026-05-17',
    end: '2026-06-17',
  },
] as const)('$period from $started, seen at $at: $start to $end', ({ started, at, period, start, end }) => {
  const { startMs, endMs } = periodAround(Date.parse(started), period, Date.parse(at));
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  expect([day(startMs), day(endMs)]).toEqual([start, end]);
});
