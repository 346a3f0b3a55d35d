import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { sharedBreaker } from './outage-policy.ts';
import { probeHealth } from './probe-health.ts';

/** Probes of a real server in another process, from a process that is calm or starved: this one. */

const SERVER = `
const server = require('node:http').createServer((_request, response) => {
  const { status, delayMs } = JSON.parse(process.argv[1]);
  setTimeout(() => response.writeHead(status).end('{}'), delayMs);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;
let server: ChildProcess | undefined;
afterEach(() => void server?.kill());

async function startServer(answer: { readonly status: number; readonly delayMs: number }): Promise<string> {
  server = spawn(process.execPath, ['-e', SERVER, JSON.stringify(answer)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(server.stdout ?? server, 'data');
  return `http://127.0.0.1:${String(port).trim()}/v1/health`;
}

/** Blocks this process, as a flood of requests does. */
function block(ms: number): void {
  for (const untilMs = performance.now() + ms; performance.now() < untilMs; );
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test.each([
  { name: 'an answer', answer: { status: 200, delayMs: 0 }, expected: true },
  { name: 'a refusal', answer: { status: 429, delayMs: 0 }, expected: true },
  { name: 'a failure', answer: { status: 503, delayMs: 0 }, expected: false },
  { name: 'no answer in time', answer: { status: 200, delayMs: 60_000 }, expected: false },
])('a calm process: $name is $expected', async ({ answer, expected }) => {
  const url = await startServer(answer);
  // On a busy machine this process may not be calm at first.
  await expect.poll(() => probeHealth(url, 600), { timeout: 20_000 }).toBe(expected);
});

test('a calm process: nothing listens', async () => {
  await expect.poll(() => probeHealth('http://127.0.0.1:1/v1/health', 600), { timeout: 20_000 }).toBe(false);
});

test('an answer that came while the process was blocked is an answer, or says nothing; it is never a failure', async () => {
  const url = await startServer({ status: 200, delayMs: 100 });
  const probing = probeHealth(url, 500);
  await turn();
  block(1_500);
  expect(await probing).not.toBe(false);
});

test('a flood that blocks the process for seconds, again and again, opens no breaker of the real policy', async () => {
  const healthUrl = await startServer({ status: 200, delayMs: 50 });
  const breaker = sharedBreaker({ healthUrl: () => healthUrl, intervalMs: () => 20 });
  const seen = new Set<boolean>();
  for (let slice = 0; slice < 6; slice += 1) {
    breaker.suspect();
    await turn();
    // Longer than the time limit of the probe.
    block(2_200);
    for (let each = 0; each < 3; each += 1) await turn();
    seen.add(breaker.isOpen());
  }
  expect([...seen]).toEqual([false]);
});
