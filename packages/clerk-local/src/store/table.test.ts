import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTable } from './table.ts';

interface Row {
  id: string;
  owner: string | null;
}

const owner = fc.constantFrom('ada', 'grace', null);
const anyStep = fc.record({
  kind: fc.constantFrom('set', 'delete', 'replaceAll'),
  id: fc.constantFrom('1', '2', '3', '4'),
  owner,
});

test('listBy and countBy agree with a search of all rows after any writes', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      const table = createTable<Row>();
      for (const step of steps) {
        if (step.kind === 'set') table.set({ id: step.id, owner: step.owner });
        if (step.kind === 'delete') table.delete(step.id);
        if (step.kind === 'replaceAll') table.replaceAll([{ id: step.id, owner: step.owner }]);
        for (const value of ['ada', 'grace', null]) {
          const byId = (rows: Row[]) => rows.map(({ id }) => id).sort();
          const wanted = byId(table.list((row) => row.owner === value));
          expect(byId(table.listBy('owner', value))).toEqual(wanted);
          expect(table.countBy('owner', value)).toBe(wanted.length);
        }
      }
    }),
  );
});

test('rows that have one value are listed oldest first', () => {
  const table = createTable<Row>();
  for (const id of ['1', '2', '3']) table.set({ id, owner: 'ada' });
  table.set({ id: '1', owner: 'ada' });
  expect(table.listBy('owner', 'ada').map(({ id }) => id)).toEqual(['1', '2', '3']);
});
