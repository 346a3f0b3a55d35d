import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterEach, beforeEach, test } from 'vitest';
import { createProcessGroups } from './process-groups.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'process-groups-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Starts a child of its own, prints a line, and then waits for ever. */
const PARENT = `
require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
console.log('started');
setInterval(() => {}, 1000);`;

test.each([
  { name: 'one that ends when asked', prelude: '' },
  { name: 'one that ignores SIGTERM', prelude: "process.on('SIGTERM', () => {});" },
])('stopping $name ends its children too', async ({ prelude }) => {
  const groups = createProcessGroups();
  const leader = groups.start(script(prelude + PARENT), [], { cwd: folder, env: process.env });
  const closed = once(leader, 'close');
  await once(linesOf(leader), 'line');

  await groups.stop(leader);

  // The child shares the output pipe, so it closes only after both have ended.
  await closed;
  groups.close();
});

test('the guard ends every group when the parent dies without doing so', async () => {
  const groups = createProcessGroups();
  const leader = groups.start(script(PARENT), [], { cwd: folder, env: process.env });
  const closed = once(leader, 'close');
  await once(linesOf(leader), 'line');

  // The guard notices the death of its parent by the end of the pipe.
  groups.close();

  await closed;
});

function script(source: string): string {
  const path = join(folder, 'parent.cjs');
  writeFileSync(path, source);
  return path;
}

function linesOf({ stdout }: ChildProcess): Interface {
  if (!stdout) throw new TypeError('The output is not piped.');
  return createInterface({ input: stdout });
}
