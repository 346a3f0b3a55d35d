/** `inconclusive`: this process was too busy to tell; an answer may have been waiting all the time. */
export type ProbeResult = boolean | 'inconclusive';

/** Milliseconds between two looks at how late this process's timers are. */
const PULSE_MS = 50;
/** A timer that is later than this shows that the process did something else, such as a flood of requests. */
const LATE_MS = 250;

/**
 * Asks a health endpoint whether its service answers. The time limit is counted in the same event loop that reads the answer: where
 * that loop was blocked, a missing answer says nothing about the service. Anybody can block it with enough requests, and an
 * open circuit breaker lets expired tokens count again.
 *
 * @param timeoutMs Milliseconds without an answer after which the service counts as down.
 * @returns true: it answered, also with a 4xx. false: it failed. Never rejects.
 * @source Node.js docs "The event loop": timers run before what has arrived is read. Only Web APIs: `perf_hooks` is missing at the edge.
 */
export async function probeHealth(url: string, timeoutMs: number): Promise<ProbeResult> {
  const pulse = watchTimers();
  const aborting = new AbortController();
  const answer: Promise<boolean | undefined> = fetch(url, {
    cache: 'no-store',
    redirect: 'manual',
    signal: aborting.signal,
  }).then(
    ({ status }) => status < 500,
    () => undefined,
  );
  const inTime = await Promise.race([answer, after(timeoutMs)]);
  // What arrived while the loop was blocked is read only in its next turns.
  const result = inTime ?? (await Promise.race([answer, after(0).then(() => after(PULSE_MS))]));
  aborting.abort();
  const isLate = pulse.end() > LATE_MS;
  return result ?? (isLate ? 'inconclusive' : false);
}

/** Measures how late timers fire, in milliseconds; `end` returns the largest delay. */
function watchTimers(): { end(): number } {
  let dueMs = performance.now() + PULSE_MS;
  let latestMs = 0;
  const look = () => {
    latestMs = Math.max(latestMs, performance.now() - dueMs);
  };
  const timer = setInterval(() => {
    look();
    dueMs = performance.now() + PULSE_MS;
  }, PULSE_MS);
  return {
    end() {
      look();
      clearInterval(timer);
      return latestMs;
    },
  };
}

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}
