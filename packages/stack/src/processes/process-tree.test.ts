import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { endProcessTree } from './process-tree.ts';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Starts a process of a group of its own, which starts another one, and so on; each prints its process id. */
const CHAIN = (depth: number, prelude: string): string => `
${prelude}
console.log(process.pid);
if (${depth} > 0) {
  const code = process.argv[1].replace(/if \\(\\d+ > 0\\)/, 'if (' + (${depth} - 1) + ' > 0)');
  require('node:child_process').spawn(process.execPath, ['-e', code, code], { stdio: 'inherit', detached: true });
}
setInterval(() => {}, 1000);`;

/** @returns The topmost process, once both run. They share its output. */
async function startChain(prelude: string): Promise<ChildProcess & { pid: number }> {
  const code = CHAIN(1, prelude);
  const child = spawn(process.execPath, ['-e', code, code], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const lines = createInterface({ input: child.stdout });
  for (let seen = 0; seen < 2; seen++) await once(lines, 'line');
  if (child.pid === undefined) throw new TypeError('The process has not started.');
  return Object.assign(child, { pid: child.pid });
}

test.each([
  { name: 'that end when asked', prelude: '', graceMs: 60_000 },
  { name: 'that ignore SIGTERM', prelude: "process.on('SIGTERM', () => {});", graceMs: 300 },
])('processes $name are gone at the end, also one with a group of its own', async ({ prelude, graceMs }) => {
  const chain = await startChain(prelude);
  const closed = once(chain, 'close');
  await endProcessTree(chain.pid, graceMs);
  // Both hold the output, so it closes only after both have ended.
  await closed;
});

test('a process that has ended already is no error', async () => {
  const chain = await startChain('');
  await endProcessTree(chain.pid, 60_000);
  await endProcessTree(chain.pid, 60_000);
  expect(chain.signalCode).toBe('SIGTERM');
});
