import type { ProbeResult } from './probe-health.ts';

/** Keeps whether a service is down, so that no browser is sent to it meanwhile. */
export interface CircuitBreaker {
  /** Whether the service is known to be down. Probes it again in the background when the last result is old. */
  isOpen(): boolean;
  /**
   * Reports something that an outage would explain: probes the service in the background, unless it was probed just now.
   * A report alone never opens the breaker, because any client can cause one with a token that looks like a failure.
   */
  suspect(): void;
}

export interface CircuitBreakerOptions {
  /** Checks whether the service answers. Rejecting means that it does not. */
  readonly probe: () => Promise<ProbeResult>;
  /** Called on each change. */
  readonly onChange?: (isOpen: boolean) => void;
  /** Unix milliseconds. */
  readonly nowMs?: () => number;
  /** Shortest time between two probes while the breaker is open, or after a failure, milliseconds; default 5,000. */
  readonly retryMs?: number;
  /** Shortest time between two probes while the breaker is closed, milliseconds; default 10,000. */
  readonly suspicionMs?: number;
  /** Shortest time over which consecutive probes must fail before the breaker opens, milliseconds; default 10,000. */
  readonly confirmMs?: number;
}

/** Consecutive failed probes, at least, after which the breaker opens: one lost packet is no outage. */
const FAILURES_TO_OPEN = 2;
const CONFIRM_MS = 10_000;
/** Failures further apart are not one outage. */
const MAX_GAP_MS = 60_000;
const RETRY_MS = 5_000;
const SUSPICION_MS = 10_000;

/**
 * Makes a circuit breaker. It is closed while the service works, and opens after consecutive failed probes over at least `confirmMs`.
 * While it is open, it probes at most once in `retryMs` (half-open); the first success closes it. An inconclusive probe changes
 * nothing. No timer runs: calls trigger probes.
 *
 * @source Michael Nygard, "Release It!": circuit breaker.
 */
export function createCircuitBreaker({
  probe,
  onChange = () => {},
  nowMs = Date.now,
  retryMs = RETRY_MS,
  suspicionMs = SUSPICION_MS,
  confirmMs = CONFIRM_MS,
}: CircuitBreakerOptions): CircuitBreaker {
  let failures: Failures | null = null;
  let lastProbeMs = Number.NEGATIVE_INFINITY;
  let isProbing = false;
  let isOpen = false;

  const become = (open: boolean) => {
    if (open === isOpen) return;
    isOpen = open;
    onChange(open);
  };
  const runProbe = async () => {
    isProbing = true;
    const startedMs = nowMs();
    lastProbeMs = startedMs;
    const result = await probe().catch(() => false);
    isProbing = false;
    if (result === 'inconclusive') return;
    failures = result ? null : countFailure(failures, startedMs);
    if (failures === null) become(false);
    else if (failures.count >= FAILURES_TO_OPEN && startedMs - failures.firstMs >= confirmMs) become(true);
  };
  const probeAgain = (intervalMs: number) => {
    if (!isProbing && nowMs() - lastProbeMs >= intervalMs) void runProbe();
  };
  return {
    isOpen() {
      // After a first failure every request helps to find out, not only those that an outage would explain.
      if (isOpen || failures !== null) probeAgain(retryMs);
      return isOpen;
    },
    suspect: () => probeAgain(isOpen || failures !== null ? retryMs : suspicionMs),
  };
}

interface Failures {
  readonly count: number;
  /** When the first and the last of them began, Unix milliseconds. */
  readonly firstMs: number;
  readonly lastMs: number;
}

function countFailure(before: Failures | null, atMs: number): Failures {
  if (before === null || atMs - before.lastMs > MAX_GAP_MS) return { count: 1, firstMs: atMs, lastMs: atMs };
  return { count: before.count + 1, firstMs: before.firstMs, lastMs: atMs };
}
