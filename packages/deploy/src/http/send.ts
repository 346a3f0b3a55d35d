import { setTimeout as wait } from 'node:timers/promises';

/** How long a service may take, and how often it is asked again. */
export interface Patience {
  /** Of one attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** Milliseconds before each further attempt; as many attempts as entries, and one. */
  readonly pausesMs: readonly number[];
  /** Longest pause that a service may ask for with Retry-After, in milliseconds. */
  readonly maxPauseMs: number;
}

const PATIENCE: Patience = { timeoutMs: 30_000, pausesMs: [1_000, 4_000, 15_000], maxPauseMs: 90_000 };

export interface ServiceRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  /** Bearer token. It is in no error and no output. */
  readonly token: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** What a service answered at last. `status` 0: it did not answer, or an answer was cut. */
export interface ServiceAnswer {
  readonly status: number;
  /** Parsed JSON; undefined where there was none. */
  readonly body: unknown;
  /** True: an earlier attempt may have been carried out although its answer did not arrive. */
  readonly mayBeDone: boolean;
}

/**
 * Sends a request to an API, again where that can help: after no answer, 429 and 5xx.
 *
 * Every call of this package may be repeated: it reads, sets, or creates what a service refuses to create twice.
 * The API's SDK is not used: `@vercel/sdk` is 52 MB for eleven endpoints.
 *
 * @returns The last answer, whatever its status. It does not throw for an answer, nor for a missing one.
 * @source RFC 9110 section 10.2.3 Retry-After; Vercel REST API "Rate limits": X-RateLimit-Reset, seconds since 1970.
 */
export async function send(request: ServiceRequest, patience: Patience = PATIENCE): Promise<ServiceAnswer> {
  let mayBeDone = false;
  for (let attempt = 0; ; attempt += 1) {
    const { status, body, pauseMs } = await sendOnce(request, patience);
    const pause = patience.pausesMs[attempt];
    const isWorthRepeating = status === 0 || status === 429 || status >= 500;
    if (!isWorthRepeating || pause === undefined) return { status, body, mayBeDone };
    if (status !== 429) mayBeDone = true;
    await wait(Math.min(Math.max(pauseMs ?? 0, pause), patience.maxPauseMs));
  }
}

async function sendOnce({ method, url, token, body }: ServiceRequest, { timeoutMs }: Patience) {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A redirect would carry the token to another host.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return { status: response.status, body: parseJson(text), pauseMs: readPause(response.headers) };
  } catch {
    return { status: 0, body: undefined, pauseMs: undefined };
  }
}

function readPause(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const resetSeconds = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  return Number.isFinite(resetSeconds) ? Math.max(0, resetSeconds * 1000 - Date.now()) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
