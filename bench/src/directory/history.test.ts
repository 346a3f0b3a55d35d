import { expect, test } from 'vitest';
import { buildHistory } from './history.ts';

const options = { deliveries: 6000, objects: 600, seed: 1 };
const history = buildHistory(options);

test('a fifth of the deliveries are copies, and every event is among them', () => {
  const arrived = history.deliveries.map(({ id }) => id);
  expect([arrived.length, history.events]).toEqual([6000, 4800]);
  expect(new Set(arrived)).toEqual(history.ids);
  expect(history.ids.size).toBe(4800);
});

test('every object has its row, and some of each kind that can be deleted are', () => {
  const { user, organization, membership, session } = history.truth;
  expect([user, organization, membership, session].map((rows) => rows.length)).toEqual([300, 60, 180, 60]);
  const deleted = [user, organization, membership].map(
    (rows) => rows.filter((row) => row.deletedAtMs).length,
  );
  for (const count of deleted) expect(count).toBeGreaterThan(5);
});

test('deliveries are shuffled within ten minutes, and many overtake an older event of their object', () => {
  const events = history.deliveries.map(({ body }) => JSON.parse(body));
  const latest = new Map<string, number>();
  let newest = 0;
  let overtaken = 0;
  for (const { timestamp, data } of events) {
    expect(newest - timestamp).toBeLessThanOrEqual(10 * 60_000);
    newest = Math.max(newest, timestamp);
    const before = latest.get(data.id) ?? 0;
    if (timestamp < before) overtaken += 1;
    latest.set(data.id, Math.max(before, timestamp));
  }
  expect(overtaken).toBeGreaterThan(1000);
});

test('the same seed is the same history, another one is another', () => {
  expect(buildHistory(options)).toEqual(history);
  expect(buildHistory({ ...options, seed: 2 }).deliveries).not.toEqual(history.deliveries);
});
