import { trace } from '@opentelemetry/api';
import type { AuthEvent, UncountedEvent } from './auth-event.ts';

/** An event of the same class and session is reported again after this long. */
const REPEAT_MS = 10 * 60_000;
/** Beyond this many recent sessions of one class, only the class counts: a flood of forged tokens must not flood the log. */
const MAX_SESSIONS = 1_000;

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
  const classes = new Map<string, ClassOfEvents>();
  return (event) => {
    annotateSpan(event);
    const now = nowMs();
    const found = classes.get(classOf(event)) ?? { whole: undefined, sessions: new Map() };
    classes.set(classOf(event), found);
    const counted = countIn(found, event, now);
    if (counted === undefined) return;
    try {
      onEvent({ ...event, suppressed: counted });
    } catch (error) {
      console.error('[auth] onEvent threw; the request goes on.', error);
    }
  };
}

interface Occurrences {
  reportedAtMs: number;
  suppressed: number;
}

/** The events of one class: there are few classes, because no client can make one up. */
interface ClassOfEvents {
  /** Of all sessions that have no place of their own. */
  whole: Occurrences | undefined;
  /** By session, the one that was reported longest ago first. */
  readonly sessions: Map<string, Occurrences>;
}

function classOf({ name, reason }: UncountedEvent): string {
  return `${name} ${reason}`;
}

/**
 * Counts an event. A session that was reported keeps its place for ten minutes, whatever other sessions come; then it is removed.
 *
 * @returns How many were suppressed before this one; undefined: it is suppressed as well.
 */
function countIn(found: ClassOfEvents, event: UncountedEvent, now: number): number | undefined {
  const session = event.session ?? '';
  const known = found.sessions.get(session);
  for (const [oldest, { reportedAtMs }] of found.sessions) {
    if (ONCE.has(event.name) || now - reportedAtMs < REPEAT_MS) break;
    found.sessions.delete(oldest);
  }
  const isOwn = known !== undefined || found.sessions.size < MAX_SESSIONS;
  const last = isOwn ? known : found.whole;
  if (last && (ONCE.has(event.name) || now - last.reportedAtMs < REPEAT_MS)) {
    last.suppressed += 1;
    return undefined;
  }
  const next = { reportedAtMs: now, suppressed: 0 };
  if (isOwn) {
    // Moves it to the end: a Map keeps the order of insertion.
    found.sessions.delete(session);
    found.sessions.set(session, next);
  } else found.whole = next;
  return last?.suppressed ?? 0;
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
