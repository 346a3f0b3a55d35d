import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonErrorLine } from './json-error-line.ts';

test.each([
  { name: 'the first token', text: 'x', line: 1 },
  { name: 'an unquoted word', text: '{\n "a": [\n  word\n ]\n}', line: 3 },
  { name: 'a comma too many', text: '{\n "a": 1,\n}', line: 3 },
  { name: 'a string over two lines', text: '[\n "a\nb"\n]', line: 3 },
  { name: 'something after the end', text: '{}\n\n{}', line: 3 },
  { name: 'nothing', text: '', line: 1 },
  { name: 'a text cut off', text: '{\n "a": [\n  1,', line: 3 },
])('$name: line $line', ({ text, line }) => {
  expect(jsonErrorLine(text)).toBe(line);
});

test('a word put into any document is found in its line', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(), (values, seed) => {
      const lines = JSON.stringify(values, null, 1).split('\n');
      const at = seed % lines.length;
      const broken = lines.map((line, index) => (index === at ? `§${line}` : line)).join('\n');
      expect(jsonErrorLine(broken)).toBe(at + 1);
    }),
  );
});
