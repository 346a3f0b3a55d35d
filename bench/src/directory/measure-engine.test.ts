import { expect, test } from 'vitest';
import { compareRows } from './compare-rows.ts';
import { buildHistory } from './history.ts';
import { ENGINES, measureEngine } from './measure-engine.ts';

test.each(ENGINES)(
  'on %s 600 shuffled deliveries and two kills end with the truth',
  { timeout: 120_000 },
  async (engine) => {
    const history = buildHistory({ deliveries: 600, objects: 60, seed: 7 });
    let taken = 0;
    const measured = await measureEngine(engine, {
      history,
      kills: 2,
      seed: 7,
      onTaken: () => {
        taken += 1;
      },
    });
    if ('reason' in measured) return expect(measured.reason).toMatch(/Install PostgreSQL/);
    expect(measured).toMatchObject({ isEqual: true, wrong: [], rows: 60, kills: 2, refused: 0 });
    expect(measured.again).toBeGreaterThan(0);
    expect(taken).toBe(600);
  },
);

test('a row that is wrong, missing or too much is found', () => {
  const row = (id: string, name: string) => ({ id, name, eventTie: 'any' });
  const found = [row('a', 'Ada'), row('b', 'Grace'), row('x', 'Nobody')];
  const expected = [
    { id: 'a', name: 'Ada' },
    { id: 'b', name: 'Alan' },
    { id: 'c', name: 'Edsger' },
  ];
  expect(compareRows('user', found, expected)).toEqual(['b', 'c', 'user x']);
});
