import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { findLaunchers } from './launchers.ts';

const IDLE = 'console.log(process.pid); setInterval(() => {}, 1000);';

test.each([
  {
    name: 'the shell of a package manager',
    command: 'sh',
    args: ['-c', `"$0" -e '${IDLE}'; true`, process.execPath],
    found: 1,
  },
  { name: 'a plain process', command: process.execPath, args: ['-e', IDLE], found: 0 },
])('a program that $name started has $found launchers', async ({ command, args, found }) => {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  onTestFinished(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  expect(findLaunchers(Number(line)).slice(0, found)).toEqual(found === 1 ? [child.pid] : []);
});

test('a process that has ended has none', () => {
  expect(findLaunchers(2 ** 22 + 1)).toEqual([]);
});
