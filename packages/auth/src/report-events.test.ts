import { context, type Span, trace } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import type { AuthEvent } from './events.ts';
import { createReporter, type Occurrence } from './report-events.ts';

const MINUTE_MS = 60_000;
const occurrence: Occurrence = {
  name: 'auth.azp_missing',
  app: 'platform',
  reason: 'azp_missing',
  azp: null,
  session: 'sess_1',
};

function reporter() {
  const told: AuthEvent[] = [];
  let now = 0;
  const report = createReporter(
    (event) => told.push(event),
    () => now,
  );
  return { told, report, wait: (ms: number) => (now += ms) };
}

test('a thousand requests of one session are one line', () => {
  const { told, report } = reporter();
  for (let request = 0; request < 1_000; request += 1) report(occurrence);
  expect(told).toEqual([{ ...occurrence, suppressed: 0 }]);
});

test.each<[string, Partial<Occurrence>]>([
  ['session', { session: 'sess_2' }],
  ['reason', { name: 'auth.sync', reason: 'token_expired' }],
])('another %s is another line', (_name, change) => {
  const { told, report } = reporter();
  report(occurrence);
  report({ ...occurrence, ...change });
  expect(told).toHaveLength(2);
});

test('after ten minutes it is told again, with how often it happened meanwhile', () => {
  const { told, report, wait } = reporter();
  for (let minute = 0; minute < 10; minute += 1) {
    report(occurrence);
    wait(MINUTE_MS);
  }
  report(occurrence);
  expect(told.map(({ suppressed }) => suppressed)).toEqual([0, 9]);
});

test('the size of tokens is told once in the life of a process', () => {
  const { told, report, wait } = reporter();
  const size: Occurrence = {
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
  expect(told.map(({ reason }) => reason)).toEqual(['token_near_limit', 'token_too_large']);
});

test('a flood of made-up sessions ends as one line per class', () => {
  const { told, report } = reporter();
  for (let forged = 0; forged < 5_000; forged += 1) report({ ...occurrence, session: `sess_${forged}` });
  expect(told.length).toBeLessThanOrEqual(1_001);
});

test('a logger that throws stops nothing', () => {
  const report = createReporter(() => {
    throw new Error('disk full');
  });
  expect(() => report(occurrence)).not.toThrow();
});

describe('OpenTelemetry', () => {
  test('every occurrence, told or not, is on the active span', () => {
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
    report(occurrence);
    report(occurrence);
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
