import { expect, test } from 'vitest';
import { timeScaleOf } from './time-scale.ts';

const IDLE = { loopMs: 200, browserMs: 900, cores: 2, load: 0.1 };

test.each([
  { name: 'an idle machine', speed: IDLE, scale: 1 },
  { name: 'a fast one', speed: { ...IDLE, loopMs: 50, browserMs: 300, cores: 16 }, scale: 1 },
  { name: 'a busy processor', speed: { ...IDLE, loopMs: 660 }, scale: 3 },
  { name: 'a slow disk', speed: { ...IDLE, browserMs: 2500 }, scale: 2.5 },
  { name: 'one core', speed: { ...IDLE, cores: 1 }, scale: 2 },
  { name: 'a machine that hardly moves', speed: { ...IDLE, browserMs: 59_000 }, scale: 10 },
])('$name has limits times $scale', ({ speed, scale }) => {
  expect(timeScaleOf(speed)).toBe(scale);
});
