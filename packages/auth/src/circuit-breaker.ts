/** Remembers whether a service is down, so that nobody is sent to it meanwhile. */
export interface CircuitBreaker {
  /** The service is known to be down. Asks it again in the background when the last answer is old. */
  isOpen(): boolean;
  /**
   * Something happened that an outage would explain: asks the service in the background, unless it was asked just now.
   * A suspicion alone opens nothing, because a stranger can raise one with a token that looks like a failure.
   */
  suspect(): void;
}

export interface CircuitBreakerOptions {
  /** Asks the service for a sign of life. Rejecting means no. */
  readonly probe: () => Promise<boolean>;
  /** Told of each change. */
  readonly onChange?: (isOpen: boolean) => void;
  /** Unix milliseconds. */
  readonly nowMs?: () => number;
  /** While open: one probe in this time, milliseconds. */
  readonly retryMs?: number;
  /** While closed: one suspicion in this time is looked into, milliseconds. */
  readonly suspicionMs?: number;
}

/** One lost packet is no outage: this many probes that fail in a row are. */
const FAILURES_TO_OPEN = 2;
const RETRY_MS = 5_000;
const SUSPICION_MS = 10_000;

/**
 * Makes a circuit breaker: closed, it trusts the service; two probes that fail in a row open it; while open, a probe every five
 * seconds tells when the service is back (half-open), and the first that succeeds closes it. Nothing runs while nobody asks.
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
  const ask = async () => {
    lastProbeMs = nowMs();
    const isAlive = await probe().catch(() => false);
    if (isAlive) {
      failures = 0;
      return become(false);
    }
    failures += 1;
    if (failures >= FAILURES_TO_OPEN) become(true);
    else await ask();
  };
  const askUnlessAskedFor = (intervalMs: number) => {
    if (nowMs() - lastProbeMs >= intervalMs) void ask();
  };
  return {
    isOpen() {
      if (isOpen) askUnlessAskedFor(retryMs);
      return isOpen;
    },
    suspect: () => askUnlessAskedFor(isOpen ? retryMs : suspicionMs),
  };
}
