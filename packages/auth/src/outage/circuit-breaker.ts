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
  readonly probe: () => Promise<boolean>;
  /** Called on each change. */
  readonly onChange?: (isOpen: boolean) => void;
  /** Unix milliseconds. */
  readonly nowMs?: () => number;
  /** Shortest time between two probes while the breaker is open, milliseconds; default 5,000. */
  readonly retryMs?: number;
  /** Shortest time between two probes while the breaker is closed, milliseconds; default 10,000. */
  readonly suspicionMs?: number;
}

/** Consecutive failed probes after which the breaker opens: one lost packet is no outage. */
const FAILURES_TO_OPEN = 2;
const RETRY_MS = 5_000;
const SUSPICION_MS = 10_000;

/**
 * Makes a circuit breaker. It is closed while the service works, and opens after two consecutive failed probes. While it is
 * open, it probes at most once in `retryMs` (half-open); the first success closes it. No timer runs: calls trigger probes.
 *
 * @source Michael Nygard, "Release It!": circuit breaker.
 */
export function createCircuitBreaker({
  probe,
  onChange = () => {},
  nowMs = Date.now,
  retryMs = RETRY_MS,
  suspicionMs = SUSPICION_MS,
}: CircuitBreakerOptions): CircuitBreaker {
  let failures = 0;
  let lastProbeMs = Number.NEGATIVE_INFINITY;
  let isOpen = false;

  const become = (open: boolean) => {
    if (open === isOpen) return;
    isOpen = open;
    onChange(open);
  };
  const runProbe = async () => {
    lastProbeMs = nowMs();
    const isAlive = await probe().catch(() => false);
    if (isAlive) {
      failures = 0;
      return become(false);
    }
    failures += 1;
    if (failures >= FAILURES_TO_OPEN) become(true);
    else await runProbe();
  };
  const probeUnlessProbedWithin = (intervalMs: number) => {
    if (nowMs() - lastProbeMs >= intervalMs) void runProbe();
  };
  return {
    isOpen() {
      if (isOpen) probeUnlessProbedWithin(retryMs);
      return isOpen;
    },
    suspect: () => probeUnlessProbedWithin(isOpen ? retryMs : suspicionMs),
  };
}
