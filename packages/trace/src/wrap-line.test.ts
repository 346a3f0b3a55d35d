import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapLine } from './wrap-line.ts';

test.each([
  { text: 'short', lines: ['short'] },
  { text: '', lines: [''] },
  { text: 'one two three four', lines: ['one two', 'three four'] },
  { text: 'http://a.b?c=1&d=2', lines: ['http://a.b', '?c=1&d=2'] },
  { text: 'abcdefghijklmnop', lines: ['abcdefghij', 'klmnop'] },
])('"$text"', ({ text, lines }) => {
  expect(wrapLine(text, 10)).toEqual(lines);
});

test('no line is too long, and nothing but spaces is lost', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z ?&=/.]*$/), fc.integer({ min: 10, max: 80 }), (text, width) => {
      const lines = wrapLine(text, width);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});
