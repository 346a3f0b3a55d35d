import { AuthConfigError } from '../errors.ts';
import type { Variables } from './read-environment.ts';

/** Longest grace: an expired token must not be accepted beyond a working day. */
const MAX_GRACE_MS = 8 * 3_600_000;

/**
 * Reads SSO_OUTAGE_GRACE_MS, which can be set while an outage lasts: it wins over `outage.graceMs` of sso.config.ts.
 *
 * @returns Milliseconds; undefined: not set.
 * @throws {AuthConfigError} `invalid_environment`: no whole number from 0 to 28,800,000 (8 hours).
 */
export function readOutageGraceMs(env: Variables): number | undefined {
  const text = env.SSO_OUTAGE_GRACE_MS;
  if (!text) return undefined;
  const graceMs = Number(text);
  if (/^\d{1,9}$/.test(text) && graceMs <= MAX_GRACE_MS) return graceMs;
  throw new AuthConfigError(
    'invalid_environment',
    `SSO_OUTAGE_GRACE_MS is "${text}"; it is milliseconds, from 0 to ${MAX_GRACE_MS}.`,
  );
}

/**
 * Reads SSO_OUTAGE_PROBE_MS: one time for both intervals of the circuit breaker, so that a test of an outage does not wait for
 * them.
 *
 * @param healthUrl Of the Clerk that is probed; the variable counts only for a local one.
 * @returns Milliseconds; undefined: not set, or Clerk is not the local one.
 * @throws {AuthConfigError} `invalid_environment`: no whole number of at most six digits.
 */
export function readProbeIntervalMs(env: Variables, healthUrl: string): number | undefined {
  const text = env.SSO_OUTAGE_PROBE_MS;
  const { hostname } = new URL(healthUrl);
  if (!text || !/(^|\.)localhost$|^127\.0\.0\.1$/.test(hostname)) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new AuthConfigError('invalid_environment', `SSO_OUTAGE_PROBE_MS is "${text}"; it is milliseconds.`);
}
