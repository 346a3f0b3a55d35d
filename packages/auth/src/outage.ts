import { sso } from '../sso.config.ts';
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts';
import { currentHealthUrl, currentOutageGraceMs, currentProbeIntervalMs } from './env.ts';

/** What happens while Clerk cannot be reached. */
export interface OutagePolicy {
  readonly breaker: CircuitBreaker;
  /** Milliseconds that a token is still believed after it expired, while Clerk is down; 0: not at all. */
  readonly graceMs: number;
  /** `reads`: only GET and HEAD are let through with such a token. */
  readonly graceFor: 'reads' | 'everything';
}

/**
 * The outage policy of this process, shared by its proxy and its routes: what one finds out the other knows.
 *
 * Tokens are verified without the network where CLERK_JWT_KEY is set, so an outage of Clerk shows 60 s later, when they
 * expire and nobody mints new ones. From then on nobody is sent to Clerk: pages and calls are answered 503, or, within
 * `graceMs` after the token expired, as if it had not. The price of that grace: a session that is revoked meanwhile, a
 * person who is banned or removed from an organization, still counts until the grace or the outage is over.
 *
 * @source Clerk postmortems of 2025-02-06 and 2025-06-26 (45 minutes); Clerk docs "Manual JWT verification".
 */
export function currentOutagePolicy(): OutagePolicy {
  const shared = globalThis as { [key: symbol]: CircuitBreaker | undefined };
  // The proxy and the routes of one process are bundled apart: each has its own copy of this module.
  const breaker = shared[SHARED_BREAKER] ?? createBreaker();
  shared[SHARED_BREAKER] = breaker;
  return {
    breaker,
    graceMs: currentOutageGraceMs() ?? sso.outage?.graceMs ?? 0,
    graceFor: sso.outage?.graceFor ?? 'reads',
  };
}

const SHARED_BREAKER = Symbol.for('subdomain-sso.outage-breaker');
const PROBE_TIMEOUT_MS = 2_000;

function createBreaker(): CircuitBreaker {
  const intervalMs = currentProbeIntervalMs();
  return createCircuitBreaker({
    ...(intervalMs !== undefined && { retryMs: intervalMs, suspicionMs: intervalMs }),
    probe: async () => {
      const { status } = await fetch(currentHealthUrl(), {
        cache: 'no-store',
        redirect: 'manual',
        signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
      });
      // A refusal is an answer: only a server that fails is down.
      return status < 500;
    },
    onChange: (isOpen) =>
      console.warn(
        isOpen
          ? '[auth.outage] Clerk cannot be reached. Nobody is sent there until it answers. (code=clerk_unavailable)'
          : '[auth.outage] Clerk answers again. (code=clerk_recovered)',
      ),
  });
}
