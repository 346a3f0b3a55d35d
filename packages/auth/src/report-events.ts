import { trace } from '@opentelemetry/api';
import type { AuthEvent } from './events.ts';

/** An occurrence of the same class and session is told again after this long. */
const REPEAT_MS = 10 * 60_000;
/** Beyond this many sessions of late, only classes are told apart: a flood of forged tokens must not flood the log. */
const MAX_KEYS = 1_000;

/** Told once in the life of a process: it changes with the instance's settings, not with time. */
const ONCE: ReadonlySet<AuthEvent['name']> = new Set(['auth.token_size']);

export type Occurrence = Omit<AuthEvent, 'suppressed'>;

/**
 * Makes a reporter that tells each class of occurrence once per session and ten minutes, not once per request;
 * a token's size once and for all.
 * Teams met one fault as tens of thousands of log lines a day.
 *
 * @param onEvent Gets what is told; what it throws is swallowed, so that a broken logger stops no request.
 * @param nowMs Milliseconds since the epoch.
 */
export function createReporter(
  onEvent: (event: AuthEvent) => void,
  nowMs: () => number = Date.now,
): (occurrence: Occurrence) => void {
  const seen = new Map<string, { toldAtMs: number; suppressed: number }>();
  return (occurrence) => {
    annotateSpan(occurrence);
    const now = nowMs();
    const key = keyOf(occurrence, seen);
    const known = seen.get(key);
    if (known && (ONCE.has(occurrence.name) || now - known.toldAtMs < REPEAT_MS)) {
      known.suppressed += 1;
      return;
    }
    // Forgets the longest untold: a Map keeps the order of insertion.
    seen.delete(key);
    seen.set(key, { toldAtMs: now, suppressed: 0 });
    try {
      onEvent({ ...occurrence, suppressed: known?.suppressed ?? 0 });
    } catch (error) {
      console.error('[auth] onEvent threw; the request goes on.', error);
    }
  };

  function keyOf({ name, reason, session }: Occurrence, keys: ReadonlyMap<string, unknown>): string {
    const exact = `${name} ${reason} ${session ?? ''}`;
    return keys.has(exact) || keys.size < MAX_KEYS ? exact : `${name} ${reason}`;
  }
}

/** The default logger: one line, `key=value`, for what is no ordinary part of going from one app to another. */
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

/** Without an OpenTelemetry SDK there is no active span, and this does nothing. */
function annotateSpan({ name, app, reason, azp }: Occurrence): void {
  const span = trace.getActiveSpan();
  span?.setAttributes({ 'auth.event': name, 'auth.app': app, 'auth.reason': reason, 'auth.azp': azp ?? '' });
}
