import { trace } from '@opentelemetry/api';
import type { AuthEvent, UncountedEvent } from './auth-event.ts';

/** An event of the same class and session is reported again after this long. */
const REPEAT_MS = 10 * 60_000;
/** Beyond this many recent sessions, only classes are told apart: a flood of forged tokens must not flood the log. */
const MAX_KEYS = 1_000;

/** Reported once per process: it changes with the settings of the instance, not with time. */
const ONCE: ReadonlySet<AuthEvent['name']> = new Set(['auth.token_size']);

/**
 * Makes a reporter that reports each class of event once per session and ten minutes, not once per request; a token's size
 * once per process. Without it, one wrong setting becomes tens of thousands of log lines a day.
 *
 * @param onEvent Receives the events; an error that it throws is logged, so that a broken logger stops no request.
 * @param nowMs Milliseconds since the epoch.
 */
export function createReporter(
  onEvent: (event: AuthEvent) => void,
  nowMs: () => number = Date.now,
): (event: UncountedEvent) => void {
  const seen = new Map<string, { reportedAtMs: number; suppressed: number }>();
  return (event) => {
    annotateSpan(event);
    const now = nowMs();
    const key = keyOf(event, seen);
    const known = seen.get(key);
    if (known && (ONCE.has(event.name) || now - known.reportedAtMs < REPEAT_MS)) {
      known.suppressed += 1;
      return;
    }
    // Moves the key to the end: a Map keeps the order of insertion.
    seen.delete(key);
    seen.set(key, { reportedAtMs: now, suppressed: 0 });
    try {
      onEvent({ ...event, suppressed: known?.suppressed ?? 0 });
    } catch (error) {
      console.error('[auth] onEvent threw; the request goes on.', error);
    }
  };

  function keyOf({ name, reason, session }: UncountedEvent, keys: ReadonlyMap<string, unknown>): string {
    const exact = `${name} ${reason} ${session ?? ''}`;
    return keys.has(exact) || keys.size < MAX_KEYS ? exact : `${name} ${reason}`;
  }
}

/** The default logger: one line, `key=value`, for what is no routine part of going from one app to another. */
export function logEvent({ name, ...fields }: AuthEvent): void {
  if (ROUTINE.has(fields.reason)) return;
  const text = Object.entries(fields).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  console.warn(`[${name}] ${text.join(' ')}`);
}

const ROUTINE: ReadonlySet<AuthEvent['reason']> = new Set([
  'token_missing',
  'token_expired',
  'token_outdated',
  'organization_mismatch',
]);

/** Without an OpenTelemetry SDK there is no active span, and this has no effect. */
function annotateSpan({ name, app, reason, azp }: UncountedEvent): void {
  const span = trace.getActiveSpan();
  span?.setAttributes({ 'auth.event': name, 'auth.app': app, 'auth.reason': reason, 'auth.azp': azp ?? '' });
}
