import { expect, test } from 'vitest';
import { median, percentile } from './statistics.ts';

test.each([
  { name: 'nothing', values: [], expected: null },
  { name: 'one value', values: [7], expected: 7 },
  { name: 'an odd number, unsorted', values: [9, 1, 3], expected: 3 },
  { name: 'an even number', values: [10, 1, 2, 4], expected: 3 },
  { name: 'digits sorted as numbers', values: [100, 9, 20], expected: 20 },
])('the median of $name', ({ values, expected }) => {
  expect(median(values)).toBe(expected);
});

const oneToTwenty = Array.from({ length: 20 }, (_, index) => 20 - index);

test.each([
  { name: 'p95 of 20 is the 19th', values: oneToTwenty, share: 0.95, expected: 19 },
  { name: 'p95 of few is the largest', values: [3, 8, 5], share: 0.95, expected: 8 },
  { name: 'p0 is the smallest', values: [3, 8, 5], share: 0, expected: 3 },
  { name: 'nothing has none', values: [], share: 0.95, expected: null },
])('$name', ({ values, share, expected }) => {
  expect(percentile(values, share)).toBe(expected);
});

test('the values stay in the order they were measured in', () => {
  const values = [3, 1, 2];
  median(values);
  percentile(values, 0.5);
  expect(values).toEqual([3, 1, 2]);
});
