import { expect, test } from 'vitest';
import { isMassDeletion } from './sync-removal.ts';

test.each([
  { missing: 0, known: 0, refused: false },
  { missing: 0, known: 500, refused: false },
  { missing: 1, known: 2, refused: false },
  { missing: 1, known: 1, refused: true },
  { missing: 2, known: 12, refused: true },
  { missing: 2, known: 20, refused: false },
  { missing: 50, known: 500, refused: false },
  { missing: 51, known: 500, refused: true },
  { missing: 500, known: 500, refused: true },
])('$missing of $known gone: refused $refused', ({ missing, known, refused }) => {
  expect(isMassDeletion(missing, known)).toBe(refused);
});
