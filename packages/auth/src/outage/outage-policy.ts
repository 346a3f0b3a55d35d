import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts';
import { probeHealth } from './probe-health.ts';

/** What happens while Clerk cannot be reached. */
export interface OutagePolicy {
  readonly breaker: CircuitBreaker;
  /** Milliseconds for which an expired token is still accepted while Clerk is down; 0: not at all. */
  readonly graceMs: number;
  /** `reads`: only GET and HEAD are let through with such a token. */
  readonly graceFor: 'reads' | 'everything';
}

const SHARED_BREAKER = Symbol.for('subdomain-sso.outage-breaker');
const PROBE_TIMEOUT_MS = 2_000;

/** How this process reaches Clerk; read when the breaker is made. */
interface BreakerSettings {
  /** Of Clerk's Frontend API. */
  readonly healthUrl: () => string;
  /** Milliseconds between two probes; undefined: the defaults of the breaker. */
  readonly intervalMs: () => number | undefined;
}

/**
 * The circuit breaker of this process for Clerk. The proxy and the routes share it, so what one finds out the other knows.
 *
 * While it is open no browser is sent to Clerk: pages and calls are answered 503, or, within the grace, as if the expired token
 * were still valid. The cost of the grace: a session that is revoked, or a user who is banned or removed from an organization,
 * still counts until the grace or the outage is over. So nothing that clients send may open it: it opens after failures over ten
 * seconds, and what this process was too busy to see is no failure (`probeHealth`).
 *
 * @source Clerk postmortems of 2025-02-06 and 2025-06-26 (45 minutes); Clerk docs "Manual JWT verification".
 */
export function sharedBreaker(settings: BreakerSettings): CircuitBreaker {
  const shared = globalThis as { [key: symbol]: CircuitBreaker | undefined };
  // Next bundles the proxy and the routes of one process separately: each has its own copy of this module.
  const breaker = shared[SHARED_BREAKER] ?? createBreaker(settings);
  shared[SHARED_BREAKER] = breaker;
  return breaker;
}

function createBreaker({ healthUrl, intervalMs: readIntervalMs }: BreakerSettings): CircuitBreaker {
  const intervalMs = readIntervalMs();
  return createCircuitBreaker({
    ...(intervalMs !== undefined && {
      retryMs: intervalMs,
      suspicionMs: intervalMs,
      confirmMs: 2 * intervalMs,
    }),
    probe: () => probeHealth(healthUrl(), PROBE_TIMEOUT_MS),
    onChange: (isOpen) =>
      console.warn(
        isOpen
          ? '[auth.outage] Clerk cannot be reached. No browser is sent there until it answers. (code=clerk_unavailable)'
          : '[auth.outage] Clerk answers again. (code=clerk_recovered)',
      ),
  });
}
