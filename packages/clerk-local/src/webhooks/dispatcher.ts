import { type DeliverySettings, parseDeliverySettings } from '../settings/deliveries.ts';
import { newId } from '../store/ids.ts';
import type { WebhookDeliveryRow } from '../store/instance-rows.ts';
import type { Store } from '../store/store.ts';
import type { WebhookEndpoint } from './endpoints.ts';
import type { WebhookEvent } from './event-types.ts';
import { isDelivered, nextAttemptAfter } from './retry-schedule.ts';
import { sendAttempt } from './send-attempt.ts';

const KEPT_DELIVERIES = 1000;
const AT_ONCE = 8;
/** The longest that a timer can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** `event_attributes` of an event: the request that caused it. */
export interface EventCause {
  clientIp: string;
  userAgent: string;
}

/** The outgoing webhooks of one local Clerk. Other processes: `/__local/deliveries`. */
export interface Webhooks {
  /** Every stored delivery, oldest first: all pending ones, and finished ones up to 1,000 in all. */
  deliveries(): readonly WebhookDeliveryRow[];
  /** Sends what is due, and resolves once no attempt is running or due. Planned retries are not waited for. */
  settled(): Promise<void>;
  /** Sends one delivery again, whatever its status, from the start of the schedule. @returns whether it exists. */
  replay(deliveryId: string): boolean;
  /** Sends deliveries again that were created at or after a time (Unix milliseconds). @returns how many. */
  replaySince(sinceMs: number): number;
  /** Replaces all settings. @throws {ApiError} 400 `webhooks_invalid`. */
  set(settings: DeliverySettings): void;
  read(): Required<DeliverySettings>;
}

export interface Dispatcher extends Webhooks {
  readonly endpoints: readonly WebhookEndpoint[];
  enqueue(events: readonly WebhookEvent[], cause: EventCause): void;
  /** Incremented by each `clear()`: changes of a request that began before it are not announced. */
  readonly epoch: number;
  /** Sends deliveries that are due now. */
  wake(): void;
  /** Aborts running attempts and clears the settings; the caller clears the rows. */
  clear(): Promise<void>;
  /** Aborts running attempts. Their deliveries stay pending: the next start sends them again. */
  close(): Promise<void>;
}

export interface DispatcherParts {
  store: Store;
  nowMs: () => number;
  endpoints: readonly WebhookEndpoint[];
  instanceId: string;
}

/** Creates a dispatcher, which sends nothing before its first `wake()` or `enqueue()`. Delivery is at least once, in any order. */
export function createDispatcher({ store, nowMs, endpoints, instanceId }: DispatcherParts): Dispatcher {
  const { webhookDeliveries: rows } = store;
  const underWay = new Map<string, Promise<void>>();
  let ending = new AbortController();
  let settings = parseDeliverySettings({});
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let epoch = 0;

  const wake = () => {
    clearTimeout(timer);
    if (isClosed) return;
    const waiting = rows
      .list(({ id, status }) => status === 'pending' && !underWay.has(id))
      .sort((a, b) => (a.nextAttemptAtMs ?? 0) - (b.nextAttemptAtMs ?? 0));
    for (const row of waiting) {
      const inMs = (row.nextAttemptAtMs ?? 0) - nowMs();
      if (inMs > 0) {
        timer = setTimeout(wake, Math.min(inMs, LONGEST_TIMER_MS)).unref();
        return;
      }
      // `wake` runs again when an attempt ends.
      if (underWay.size >= AT_ONCE) return;
      start(row);
    }
  };
  const start = (row: WebhookDeliveryRow) => {
    const done = attempt(row, ending.signal).finally(() => {
      underWay.delete(row.id);
      wake();
    });
    underWay.set(row.id, done);
  };
  const attempt = async (row: WebhookDeliveryRow, signal: AbortSignal) => {
    const endpoint = endpoints.find(({ url }) => url === row.url);
    const atMs = nowMs();
    const startedMs = performance.now();
    const result = endpoint
      ? await sendAttempt({ url: row.url, headers: signedHeaders(endpoint, row), body: row.body, signal })
      : { status: null, detail: 'This endpoint is not configured any more.' };
    if (result === 'aborted' || !rows.get(row.id)) return;
    const failures = isDelivered(result.status) ? row.failures : row.failures + 1;
    const nextAttemptAtMs =
      isDelivered(result.status) || !endpoint ? null : nextAttemptAfter(failures, nowMs());
    rows.patch(row.id, {
      status: isDelivered(result.status) ? 'delivered' : nextAttemptAtMs === null ? 'failed' : 'pending',
      failures,
      nextAttemptAtMs,
      attempts: [...row.attempts, { atMs, durationMs: Math.round(performance.now() - startedMs), ...result }],
    });
  };
  const enqueue = (events: readonly WebhookEvent[], cause: EventCause) => {
    for (const { type, data } of events) {
      const message = {
        messageId: newId('msg'),
        type,
        body: buildBody(type, data, cause, nowMs(), instanceId),
      };
      for (const { url } of endpoints.filter((endpoint) => endpoint.wants(type))) {
        const copies = Math.random() < settings.duplicate ? 2 : 1;
        for (let copy = 0; copy < copies; copy += 1) {
          rows.set(newDelivery(message, url, nowMs(), Math.floor(Math.random() * settings.shuffleMs)));
        }
      }
    }
    dropOldest(store);
    wake();
  };
  const replayRow = ({ id }: WebhookDeliveryRow) =>
    rows.patch(id, { status: 'pending', failures: 0, nextAttemptAtMs: nowMs() });
  const endAttempts = async () => {
    clearTimeout(timer);
    ending.abort();
    await Promise.all(underWay.values());
  };

  return {
    endpoints,
    get epoch() {
      return epoch;
    },
    enqueue,
    wake,
    deliveries: () => rows.list(),
    settled: async () => {
      wake();
      // An attempt that ends may start the next one.
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
    replay: (deliveryId) => {
      const row = rows.get(deliveryId);
      if (row) replayRow(row);
      wake();
      return row !== undefined;
    },
    replaySince: (sinceMs) => {
      const again = rows.list(({ createdAtMs }) => createdAtMs >= sinceMs);
      for (const row of again) replayRow(row);
      wake();
      return again.length;
    },
    set: (input) => {
      settings = parseDeliverySettings(input);
    },
    read: () => settings,
    clear: async () => {
      epoch += 1;
      const wasClosed = isClosed;
      isClosed = true;
      await endAttempts();
      isClosed = wasClosed;
      ending = new AbortController();
      settings = parseDeliverySettings({});
    },
    close: async () => {
      isClosed = true;
      await endAttempts();
    },
  };
}

/** The signature's time is this machine's, not the Clerk's, because the receiver verifies it with its own clock. */
function signedHeaders(
  { signer }: WebhookEndpoint,
  { messageId, body }: WebhookDeliveryRow,
): Record<string, string> {
  const at = new Date();
  return {
    'content-type': 'application/json',
    'user-agent': 'clerk-local',
    'svix-id': messageId,
    'svix-timestamp': String(Math.floor(at.valueOf() / 1000)),
    'svix-signature': signer.sign(messageId, at, body),
  };
}

function buildBody(
  type: string,
  data: object,
  { clientIp, userAgent }: EventCause,
  timestamp: number,
  instanceId: string,
): string {
  const http_request = { client_ip: clientIp, user_agent: userAgent };
  return JSON.stringify({
    data,
    event_attributes: { http_request },
    instance_id: instanceId,
    object: 'event',
    timestamp,
    type,
  });
}

function newDelivery(
  message: Pick<WebhookDeliveryRow, 'messageId' | 'type' | 'body'>,
  url: string,
  nowMs: number,
  delayMs: number,
): WebhookDeliveryRow {
  return {
    id: newId('dlv'),
    ...message,
    url,
    status: 'pending',
    attempts: [],
    failures: 0,
    nextAttemptAtMs: nowMs + delayMs,
    createdAtMs: nowMs,
  };
}

function dropOldest({ webhookDeliveries }: Store): void {
  const surplus = webhookDeliveries.count() - KEPT_DELIVERIES;
  if (surplus <= 0) return;
  const finished = webhookDeliveries.list(({ status }) => status !== 'pending');
  for (const { id } of finished.slice(0, surplus)) webhookDeliveries.delete(id);
}
