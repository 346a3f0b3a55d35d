import { expect, test } from 'vitest';
import { compareRows } from './compare-rows.ts';
import { buildHistory } from './history.ts';
import { ENGINES, measureEngine } from './measure-engine.ts';

/** Each kill costs the start of a process and of its engine. `pnpm test --full` delivers more and kills twice. */
const SIZE =
  process.env.SSO_TEST_FULL === '1'
    ? { deliveries: 600, objects: 60, kills: 2 }
    : { deliveries: 60, objects: 6, kills: 1 };

test.each(ENGINES)(
  'on %s shuffled deliveries and kills end with the truth',
  { timeout: 300_000 },
  async (engine) => {
    const { deliveries, objects, kills } = SIZE;
    const history = buildHistory({ deliveries, objects, seed: 7 });
    let answered = 0;
    const measured = await measureEngine(engine, {
      history,
      kills,
      seed: 7,
      onProcessed: () => {
        answered += 1;
      },
    });
    if ('reason' in measured) return expect(measured.reason).toMatch(/Install PostgreSQL/);
    expect(measured).toMatchObject({ isEqual: true, wrong: [], rows: objects, kills, refused: 0 });
    // With few deliveries all may have been answered when the process is killed.
    if (deliveries > 100) expect(measured.again).toBeGreaterThan(0);
    expect(answered).toBe(deliveries);
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
