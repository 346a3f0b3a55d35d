import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasConflictMarks, mergeTexts } from './merge-texts.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 8 }).map((each) => each.join('\n'));

test('a change on one side only is applied whole', () => {
  fc.assert(
    fc.property(lines, lines, (base, changed) => {
      expect(mergeTexts({ base, yours: changed, upstream: base })).toEqual({ text: changed, conflicts: 0 });
      expect(mergeTexts({ base, yours: base, upstream: changed })).toEqual({ text: changed, conflicts: 0 });
    }),
  );
});

test('what both changed alike is no conflict', () => {
  fc.assert(
    fc.property(lines, lines, (base, changed) => {
      expect(mergeTexts({ base, yours: changed, upstream: changed })).toEqual({
        text: changed,
        conflicts: 0,
      });
    }),
  );
});

test('a text has marks exactly when it has conflicts', () => {
  fc.assert(
    fc.property(lines, lines, lines, (base, yours, upstream) => {
      const { text, conflicts } = mergeTexts({ base, yours, upstream });
      expect(hasConflictMarks(text)).toBe(conflicts > 0);
    }),
  );
});
