import autocannon from 'autocannon';
import type { Load, LoadResult } from './load.ts';

/** Runs in a process of its own, so that the load does not slow the process that serves the local Clerk. */
process.on('message', async (load: Load) => {
  process.send?.(await measure(load));
});
// The process that started it may be killed.
process.on('disconnect', () => process.exit());

function measure({ port, path, headers, connections, seconds }: Load): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const latenciesMs: number[] = [];
    let connection = 0;
    const run = autocannon(
      {
        url: `http://localhost:${port}`,
        connections,
        duration: seconds,
        setupClient(client) {
          // Each connection goes round the headers that are its own; where there are too few, they share them.
          const first = connection % headers.length;
          connection += 1;
          const own = headers.filter((_each, index) => index % connections === first);
          client.setRequests(own.map((each) => ({ method: 'GET', path, headers: each })));
        },
      },
      (error: Error | null, result) => {
        if (error) return reject(error);
        const failures = result.non2xx + result.errors + result.timeouts;
        resolve({ answers: result['2xx'], failures, seconds: result.duration, latenciesMs });
      },
    );
    run.on('response', (_client, _status, _bytes, responseMs) => void latenciesMs.push(responseMs));
  });
}
