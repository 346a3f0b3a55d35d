import { problemResponse } from '@subdomain-sso/auth/problem';
import type { MiddlewareHandler } from 'hono';
import type { CallerEnv } from './require-caller.ts';
import { CALLS_PER_HOUR, HOUR_MS, type Usage } from './usage.ts';
import type { RecordOf } from './user-record.ts';

/**
 * Counts the calls of each user, and refuses those beyond the limit of the hour with 429. Every answer says what is left.
 *
 * @source draft-ietf-httpapi-ratelimit-headers-10: `RateLimit-Policy` (q: quota, w: window in seconds) and `RateLimit` (r: remaining,
 *   t: seconds until it is restored), structured fields. RFC 6585 section 4 (429), RFC 9110 section 10.2.3 (`Retry-After`).
 */
export function enforceLimit(recordOf: RecordOf): MiddlewareHandler<CallerEnv> {
  return async (c, next) => {
    const { sub, azp } = c.get('caller');
    const nowMs = Date.now();
    const { isAllowed, usage } = await recordOf(sub).count(azp, nowMs);
    const restoredInSeconds = secondsUntil(usage, nowMs);
    if (isAllowed) {
      c.set('usage', usage);
      await next();
    } else {
      c.res = problemResponse({
        status: 429,
        code: 'rate_limited',
        detail: `The limit is ${CALLS_PER_HOUR} calls an hour. Call again in ${restoredInSeconds} seconds.`,
        headers: { 'retry-after': String(restoredInSeconds) },
      });
    }
    c.header('ratelimit-policy', `"hour";q=${CALLS_PER_HOUR};w=${HOUR_MS / 1000}`);
    c.header('ratelimit', `"hour";r=${CALLS_PER_HOUR - usage.calls};t=${restoredInSeconds}`);
  };
}

function secondsUntil({ period }: Usage, nowMs: number): number {
  return Math.max(1, Math.ceil((Date.parse(period.to) - nowMs) / 1000));
}
