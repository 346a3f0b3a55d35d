import { context, type Span, trace } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import type { AuthEvent, UncountedEvent } from './auth-event.ts';
import { createReporter } from './report-events.ts';

const MINUTE_MS = 60_000;
const event: UncountedEvent = {
  name: 'auth.azp_missing',
  app: 'platform',
  reason: 'azp_missing',
  azp: null,
  session: 'sess_1',
};

function reporter() {
  const reported: AuthEvent[] = [];
  let now = 0;
  const report = createReporter(
    (each) => reported.push(each),
    () => now,
  );
  return { reported, report, wait: (ms: number) => (now += ms) };
}

test('a thousand requests of one session are one line', () => {
  const { reported, report } = reporter();
  for (let request = 0; request < 1_000; request += 1) report(event);
  expect(reported).toEqual([{ ...event, suppressed: 0 }]);
});

test.each<[string, Partial<UncountedEvent>]>([
  ['session', { session: 'sess_2' }],
  ['reason', { name: 'auth.sync', reason: 'token_expired' }],
])('another %s is another line', (_name, change) => {
  const { reported, report } = reporter();
  report(event);
  report({ ...event, ...change });
  expect(reported).toHaveLength(2);
});

test('after ten minutes it is reported again, with the number of occurrences in between', () => {
  const { reported, report, wait } = reporter();
  for (let minute = 0; minute < 10; minute += 1) {
    report(event);
    wait(MINUTE_MS);
  }
  report(event);
  expect(reported.map(({ suppressed }) => suppressed)).toEqual([0, 9]);
});

test('the size of tokens is reported once per process', () => {
  const { reported, report, wait } = reporter();
  const size: UncountedEvent = {
    name: 'auth.token_size',
    app: 'platform',
    reason: 'token_near_limit',
    azp: null,
    session: null,
  };
  for (let hour = 0; hour < 10; hour += 1) {
    report(size);
    wait(60 * MINUTE_MS);
  }
  report({ ...size, reason: 'token_too_large' });
  expect(reported.map(({ reason }) => reason)).toEqual(['token_near_limit', 'token_too_large']);
});

test('a flood of forged sessions becomes one line per class', () => {
  const { reported, report } = reporter();
  for (let forged = 0; forged < 5_000; forged += 1) report({ ...event, session: `sess_${forged}` });
  expect(reported.length).toBeLessThanOrEqual(1_001);
});

test('a flood of forged sessions takes no place from a session that was reported, nor from events of another kind', () => {
  const { reported, report, wait } = reporter();
  report(event);
  for (let forged = 0; forged < 5_000; forged += 1) report({ ...event, session: `sess_forged_${forged}` });
  reported.length = 0;
  report(event);
  expect(reported).toEqual([]);
  report({ ...event, name: 'auth.rejected', reason: 'token_rejected', session: 'sess_2' });
  report({ ...event, name: 'auth.rejected', reason: 'token_rejected', session: 'sess_3' });
  expect(reported.map(({ session }) => session)).toEqual(['sess_2', 'sess_3']);
  wait(10 * MINUTE_MS);
  reported.length = 0;
  // Ten minutes later the forged ones have lost their places: sessions are told apart again.
  for (const session of ['sess_1', 'sess_4', 'sess_5']) report({ ...event, session });
  expect(reported.map(({ session, suppressed }) => [session, suppressed])).toEqual([
    ['sess_1', 1],
    ['sess_4', 0],
    ['sess_5', 0],
  ]);
});

test('the memory of a reporter is bounded, however long forged sessions come', () => {
  const { reported, report, wait } = reporter();
  for (let minute = 0; minute < 30; minute += 1) {
    for (let forged = 0; forged < 2_000; forged += 1)
      report({ ...event, session: `sess_${minute}_${forged}` });
    wait(MINUTE_MS);
  }
  // A thousand sessions in ten minutes, and one line for all others.
  expect(reported.length).toBeLessThanOrEqual(3 * 1_001);
});

test('a logger that throws stops nothing', () => {
  const report = createReporter(() => {
    throw new Error('disk full');
  });
  expect(() => report(event)).not.toThrow();
});

describe('OpenTelemetry', () => {
  test('every event, reported or not, is on the active span', () => {
    const attributes: Record<string, unknown>[] = [];
    // Only this method of a span is used.
    const span = {
      setAttributes: (given: Record<string, unknown>) => attributes.push(given),
    } as unknown as Span;
    let active = trace.setSpan(context.active(), span);
    context.setGlobalContextManager({
      active: () => active,
      with: (next, run, self, ...args) => {
        active = next;
        return run.apply(self, args);
      },
      bind: (_context, target) => target,
      enable() {
        return this;
      },
      disable() {
        return this;
      },
    });
    const { report } = reporter();
    report(event);
    report(event);
    context.disable();
    expect(attributes).toEqual([
      {
        'auth.event': 'auth.azp_missing',
        'auth.app': 'platform',
        'auth.reason': 'azp_missing',
        'auth.azp': '',
      },
      {
        'auth.event': 'auth.azp_missing',
        'auth.app': 'platform',
        'auth.reason': 'azp_missing',
        'auth.azp': '',
      },
    ]);
  });
});
