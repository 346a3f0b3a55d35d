import { expect, test } from 'vitest';
import { rotate } from './rotate.ts';

test.each([
  { by: 0, expected: ['a', 'b', 'c'] },
  { by: 1, expected: ['b', 'c', 'a'] },
  { by: 5, expected: ['c', 'a', 'b'] },
])('round $by begins with $expected.0', ({ by, expected }) => {
  expect(rotate(['a', 'b', 'c'], by)).toEqual(expected);
});

test('nothing stays nothing', () => {
  expect(rotate([], 3)).toEqual([]);
});
