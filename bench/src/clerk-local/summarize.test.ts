import { expect, test } from 'vitest';
import type { Measured } from './measure.ts';
import { checkTargets, formatFigure, summarize } from './summarize.ts';

const measured: Measured = {
  commandReadyMs: [400, 500, 9000],
  readyMs: [900, 700, 800],
  readyWithRowsMs: [2000],
  rawSignsPerSecond: [4000, 2000],
  mintsPerSecond: [2400, 1200],
  signInsAtFewUsers: [500],
  signInsAtManyUsers: [450],
  residentBytes: 100_000_000,
};

const missed = (change: Partial<Measured>) =>
  checkTargets(summarize({ ...measured, ...change })).flatMap(({ isMet }, index) => (isMet ? [] : [index]));

test.each([
  { name: 'all just met', change: {}, is: [] },
  { name: 'tokens a little slow', change: { mintsPerSecond: [2399, 1199] }, is: [0] },
  { name: 'sign-ins that slow down', change: { signInsAtManyUsers: [449] }, is: [1] },
  { name: 'a byte too many', change: { residentBytes: 100_000_001 }, is: [2] },
  { name: 'a command that is ready late', change: { commandReadyMs: [501] }, is: [3] },
  { name: 'no token measured', change: { mintsPerSecond: [], rawSignsPerSecond: [] }, is: [0] },
])('$name: misses $is', ({ change, is }) => {
  expect(missed(change)).toEqual(is);
});

test('medians are shown with their unit', () => {
  expect(summarize(measured).map(formatFigure)).toContain('800 ms');
});
