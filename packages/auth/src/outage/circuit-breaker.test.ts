import { expect, test } from 'vitest';
import { createCircuitBreaker } from './circuit-breaker.ts';
import type { ProbeResult } from './probe-health.ts';

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

/** Lets time pass, and the requests of that time ask. */
async function askUntil(untilMs: number, { world, breaker }: ReturnType<typeof start>): Promise<void> {
  for (; world.nowMs < untilMs; world.nowMs += 250) {
    breaker.isOpen();
    await settled();
  }
}

test('one report about a service that is down opens it, after failures over ten seconds', async () => {
  const { world, breaker } = start(false);
  expect(breaker.isOpen()).toBe(false);
  breaker.suspect();
  await askUntil(10_000, { world, breaker });
  expect([breaker.isOpen(), world.probes, world.changes]).toEqual([false, 3, []]);
  await settled();
  expect([breaker.isOpen(), world.probes, world.changes]).toEqual([true, 3, [true]]);
});

test('a service that was slow for nine seconds opens nothing', async () => {
  const { world, breaker } = start(false);
  breaker.suspect();
  await askUntil(9_000, { world, breaker });
  world.isAlive = true;
  await askUntil(60_000, { world, breaker });
  expect(world.changes).toEqual([]);
});

test('two failures an hour apart are no outage', async () => {
  const { world, breaker } = start(false);
  breaker.suspect();
  await settled();
  world.nowMs = 3_600_000;
  breaker.suspect();
  await settled();
  expect([breaker.isOpen(), world.probes]).toEqual([false, 2]);
});

test('what the process was too busy to see opens nothing and closes nothing, however often it is asked', async () => {
  const world = { answer: 'inconclusive' as ProbeResult, nowMs: 0, probes: 0, changes: [] as boolean[] };
  const breaker = createCircuitBreaker({
    probe: async () => {
      world.probes += 1;
      return world.answer;
    },
    onChange: (isOpen) => world.changes.push(isOpen),
    nowMs: () => world.nowMs,
  });
  const ask = async (seconds: number) => {
    for (let each = 0; each < seconds; each += 1) {
      breaker.suspect();
      await settled();
      world.nowMs += 1_000;
    }
  };
  await ask(100);
  expect([world.probes, world.changes]).toEqual([10, []]);
  world.answer = false;
  await ask(30);
  world.answer = 'inconclusive';
  await ask(100);
  expect(world.changes).toEqual([true]);
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
  await askUntil(10_250, { world, breaker });
  const { probes } = world;
  world.nowMs = 14_999;
  breaker.isOpen();
  await settled();
  expect(world.probes).toBe(probes);
  world.isAlive = true;
  world.nowMs = 15_000;
  expect(breaker.isOpen()).toBe(true);
  await settled();
  expect([breaker.isOpen(), world.probes, world.changes]).toEqual([false, probes + 1, [true, false]]);
});

test('only one probe runs at a time', async () => {
  let probes = 0;
  let now = 0;
  const breaker = createCircuitBreaker({
    probe: () => {
      probes += 1;
      return new Promise(() => {});
    },
    nowMs: () => now,
  });
  for (; now < 100_000; now += 1_000) breaker.suspect();
  expect(probes).toBe(1);
});

test('no probe runs without a call', async () => {
  const { world } = start(false);
  world.nowMs = 60_000;
  await settled();
  expect(world.probes).toBe(0);
});

test('all three times can be configured', async () => {
  const world = { isAlive: false, nowMs: 0, probes: 0 };
  const breaker = createCircuitBreaker({
    probe: async () => {
      world.probes += 1;
      return world.isAlive;
    },
    nowMs: () => world.nowMs,
    retryMs: 50,
    suspicionMs: 100,
    confirmMs: 100,
  });
  const probesAt = async (nowMs: number) => {
    world.nowMs = nowMs;
    breaker.suspect();
    await settled();
    return world.probes;
  };
  expect([await probesAt(0), await probesAt(49), await probesAt(50), breaker.isOpen()]).toEqual([
    1,
    1,
    2,
    false,
  ]);
  expect([await probesAt(100), breaker.isOpen()]).toEqual([3, true]);
  world.isAlive = true;
  expect([await probesAt(150), breaker.isOpen()]).toEqual([4, false]);
  expect([await probesAt(249), await probesAt(250)]).toEqual([4, 5]);
});
