import { setTimeout as sleep } from 'node:timers/promises';
import { isClerkAPIResponseError } from '@clerk/backend/errors';
import { DirectoryError } from '../errors.ts';

/** How a sync treats the Backend API. */
export interface AskOptions {
  /** > 0, default 8: a development instance accepts 100 requests in 10 seconds, a production instance 1,000. */
  readonly requestsPerSecond?: number | undefined;
  /** Ends every wait. */
  readonly signal?: AbortSignal | undefined;
  /** Waits that many milliseconds. Rejects when the signal says so. */
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined;
  /** Milliseconds after which a request without an answer has failed; default 30 seconds. The SDK itself waits for ever. */
  readonly answerWithinMs?: number | undefined;
  /** Called before a failed request is repeated. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
}

export interface Retry {
  /** Of the answer; undefined: there was none. */
  readonly status: number | undefined;
  readonly waitMs: number;
}

/** Calls Clerk. `requests`: how many the call sends. */
export type Ask = <Answer>(requests: number, call: () => Promise<Answer>) => Promise<Answer>;

const MOST_ATTEMPTS = 8;
const LONGEST_BACKOFF_MS = 30_000;
/** A longer pause ends the sync, which is resumed later. */
const LONGEST_RETRY_AFTER_MS = 5 * 60_000;

/**
 * Makes a way to call the Backend API that stays below its rate limit, does as Retry-After says, and repeats what failed on
 * Clerk's side or on the way: after 0.5, 1, 2, … seconds, at most 30, about a minute in all.
 *
 * @returns throws {DirectoryError} `clerk_unavailable`: it failed eight times, or Clerk asks for a pause of more than five minutes.
 *   `clerk_refused`: repeating does not help. A 404 is passed on as the SDK throws it; `isNotFound` recognises it.
 * @source clerk docs "System limits", Backend API requests; `@clerk/backend` 3.20.1 `ClerkAPIResponseError.retryAfter` (seconds).
 */
export function createAsk({
  requestsPerSecond = 8,
  signal,
  wait,
  answerWithinMs = 30_000,
  onRetry,
}: AskOptions = {}): Ask {
  if (!(requestsPerSecond > 0)) throw new RangeError('requestsPerSecond must be above zero.');
  const pause = wait ?? ((ms: number) => sleep(ms, undefined, signal && { signal }));
  let freeAtMs = 0;
  const takeTurn = async (requests: number) => {
    const nowMs = performance.now();
    const startMs = Math.max(nowMs, freeAtMs);
    freeAtMs = startMs + (requests * 1000) / requestsPerSecond;
    if (startMs > nowMs) await pause(startMs - nowMs);
    signal?.throwIfAborted();
  };
  return async (requests, call) => {
    for (let attempt = 1; ; attempt++) {
      await takeTurn(requests);
      try {
        return await answerInTime(call(), answerWithinMs);
      } catch (error) {
        const retry = retryOf(error, attempt, Math.random());
        onRetry?.(retry);
        await pause(retry.waitMs);
      }
    }
  };
}

/** Whether the SDK says that what was asked for does not exist. */
export function isNotFound(error: unknown): boolean {
  return isClerkAPIResponseError(error) && error.status === 404;
}

/**
 * Decides whether a failed request is repeated, and when.
 *
 * @param attempt The one that failed, from 1.
 * @param random From 0 to 1: several syncs that failed together do not come back together.
 * @throws as `createAsk` says.
 * @internal Exported for its test.
 */
export function retryOf(error: unknown, attempt: number, random: number): Retry {
  const isTimeout = error instanceof NoAnswerError;
  if (!isTimeout && !isClerkAPIResponseError(error)) throw error;
  const { status, retryAfter = 0 } = isTimeout ? {} : error;
  const isTemporary = status === undefined || status === 429 || status >= 500;
  if (!isTemporary) {
    if (status === 404 || isTimeout) throw error;
    const codes = error.errors.map(({ code }) => code).join(', ');
    throw new DirectoryError('clerk_refused', `Clerk answers ${status} (${codes}).`);
  }
  const backoffMs = Math.min(LONGEST_BACKOFF_MS, 500 * 2 ** (attempt - 1)) * (1 + random / 4);
  const waitMs = Math.max(backoffMs, retryAfter * 1000);
  if (attempt < MOST_ATTEMPTS && waitMs <= LONGEST_RETRY_AFTER_MS) return { status, waitMs };
  const seen = status === undefined ? 'does not answer' : `answers ${status}`;
  throw new DirectoryError('clerk_unavailable', `Clerk ${seen}, after ${attempt} attempts.`);
}

class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

async function answerInTime<Answer>(answer: Promise<Answer>, withinMs: number): Promise<Answer> {
  const late = new AbortController();
  const timeout = sleep(withinMs, undefined, { signal: late.signal }).then(() => {
    throw new NoAnswerError();
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    timeout.catch(() => {});
    answer.catch(() => {});
    late.abort();
  }
}
