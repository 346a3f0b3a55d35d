import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextPosition, type Position, START } from './sync-cursor.ts';

const at = (offset: number, stepsBack = 0): Position => ({ offset, stepsBack });

test.each([
  { name: 'an empty list has ended', from: START, page: [0, false], next: undefined },
  { name: 'a page that is not full is the last', from: START, page: [2, false], next: undefined },
  { name: 'the next page begins with the last object', from: START, page: [3, false], next: at(2) },
  { name: 'a page that begins with what was seen goes on', from: at(2), page: [3, true], next: at(4) },
  { name: 'objects before were deleted: a page back', from: at(8), page: [3, false], next: at(5, 1) },
  { name: 'so many that nothing is left here: too', from: at(8, 1), page: [0, false], next: at(5, 2) },
  { name: 'never before the beginning', from: at(2), page: [3, false], next: at(0, 1) },
  { name: 'a list that never holds still ends anyway', from: at(8, 100), page: [1, false], next: undefined },
] as const)('$name', ({ from, page: [length, isFirstSeen], next }) => {
  const isSeen = next === undefined || next.stepsBack === from.stepsBack;
  expect(nextPosition(from, { length, isFirstSeen }, 3)).toEqual({ isSeen, next });
});

test('whatever is deleted between two pages, every object that stays is seen', () => {
  const deletions = fc.array(fc.array(fc.nat({ max: 40 }), { maxLength: 8 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.nat({ max: 40 }), fc.integer({ min: 2, max: 9 }), deletions, (size, limit, rounds) => {
      let list = Array.from({ length: size }, (_, index) => `id_${index}`);
      const seen = new Set<string>();
      let position: Position | undefined = START;
      for (let round = 0; position; round++) {
        const ids: string[] = list.slice(position.offset, position.offset + limit);
        const isFirstSeen = ids[0] !== undefined && seen.has(ids[0]);
        const step = nextPosition(position, { length: ids.length, isFirstSeen }, limit);
        if (step.isSeen) for (const id of ids) seen.add(id);
        position = step.next;
        const gone = new Set((rounds[round] ?? []).map((index) => `id_${index}`));
        list = list.filter((id) => !gone.has(id));
        expect(round).toBeLessThan(200);
      }
      expect(list.filter((id) => !seen.has(id))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
