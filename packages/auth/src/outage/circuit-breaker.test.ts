import { expect, test } from 'vitest';
import { createCircuitBreaker } from './circuit-breaker.ts';

function start(isAlive: boolean) {
  const world = { isAlive, nowMs: 0, probes: 0, changes: [] as boolean[] };
  const breaker = createCircuitBreaker({
    probe: async () => {
      world.probes += 1;
      if (!world.isAlive) throw new Error('no answer');
      return true;
    },
    onChange: (isOpen) => world.changes.push(isOpen),
    nowMs: () => world.nowMs,
  });
  return { world, breaker };
}

/** Waits for the probes, which answer in microtasks. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('one report about a service that is down opens it, after two probes', async () => {
  const { world, breaker } = start(false);
  expect(breaker.isOpen()).toBe(false);
  breaker.suspect();
  await settled();
  expect([breaker.isOpen(), world.probes, world.changes]).toEqual([true, 2, [true]]);
});

test('no number of reports opens it while the service answers, and they cost one probe in ten seconds', async () => {
  const { world, breaker } = start(true);
  for (let index = 0; index < 1_000; index += 1) breaker.suspect();
  await settled();
  expect([breaker.isOpen(), world.probes]).toEqual([false, 1]);
  world.nowMs = 9_999;
  breaker.suspect();
  world.nowMs = 10_000;
  breaker.suspect();
  await settled();
  expect(world.probes).toBe(2);
});

test('while open it probes every five seconds, and closes with the first answer', async () => {
  const { world, breaker } = start(false);
  breaker.suspect();
  await settled();
  world.nowMs = 4_999;
  breaker.isOpen();
  await settled();
  expect(world.probes).toBe(2);
  world.isAlive = true;
  world.nowMs = 5_000;
  expect(breaker.isOpen()).toBe(true);
  await settled();
  expect([breaker.isOpen(), world.probes, world.changes]).toEqual([false, 3, [true, false]]);
});

test('one failed probe does not open it', async () => {
  const world = { probes: 0 };
  const breaker = createCircuitBreaker({
    probe: async () => {
      world.probes += 1;
      return world.probes > 1;
    },
    nowMs: () => 0,
  });
  breaker.suspect();
  await settled();
  expect([breaker.isOpen(), world.probes]).toEqual([false, 2]);
});

test('no probe runs without a call', async () => {
  const { world } = start(false);
  world.nowMs = 60_000;
  await settled();
  expect(world.probes).toBe(0);
});

test('both intervals can be configured', async () => {
  const world = { isAlive: false, nowMs: 0, probes: 0 };
  const breaker = createCircuitBreaker({
    probe: async () => {
      world.probes += 1;
      return world.isAlive;
    },
    nowMs: () => world.nowMs,
    retryMs: 50,
    suspicionMs: 100,
  });
  const probesAt = async (nowMs: number) => {
    world.nowMs = nowMs;
    breaker.suspect();
    await settled();
    return world.probes;
  };
  expect(await probesAt(0)).toBe(2);
  expect([await probesAt(49), await probesAt(50)]).toEqual([2, 3]);
  world.isAlive = true;
  expect([await probesAt(100), breaker.isOpen()]).toEqual([4, false]);
  expect([await probesAt(199), await probesAt(200)]).toEqual([4, 5]);
});
