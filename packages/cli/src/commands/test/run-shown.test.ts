import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runShown } from './run-shown.ts';

function folderWith(script: string): { folder: string; path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'run-shown-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'program.cjs');
  writeFileSync(path, script);
  return { folder, path };
}

function run(args: readonly string[], stop = new AbortController().signal) {
  return runShown({ binary: 'tsx', args, env: process.env, stop });
}

test('the output is kept, with the exit code', async () => {
  const { path } = folderWith("console.log('out'); console.error('err'); process.exitCode = 3;");
  const { exitCode, output } = await run([path]);
  expect(exitCode).toBe(3);
  expect(output).toContain('out\n');
  expect(output).toContain('err\n');
});

test('a stop ends the command and what it started in another process group before it returns', async () => {
  // As Playwright starts its web server: a leader of a group of its own, which takes a moment to end.
  const child = `
    process.on('SIGTERM', () => setTimeout(() => { require('node:fs').writeFileSync(process.argv[1], ''); process.exit(); }, 300));
    require('node:fs').writeFileSync(process.argv[2], String(process.pid));
    setInterval(() => {}, 1000);`;
  const { folder, path } = folderWith(`
    const { join } = require('node:path');
    const files = [join(__dirname, 'ended'), join(__dirname, 'started')];
    require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}, ...files], { detached: true, stdio: 'ignore' });
    setInterval(() => {}, 1000);`);
  const stop = new AbortController();
  const running = run([path], stop.signal);
  await expect.poll(() => existsSync(join(folder, 'started')), { timeout: 30_000 }).toBe(true);
  expect(Number(readFileSync(join(folder, 'started'), 'utf8'))).toBeGreaterThan(0);
  stop.abort();
  await expect(running).rejects.toBe(stop.signal.reason);
  expect(existsSync(join(folder, 'ended'))).toBe(true);
});

test('nothing is started after a stop', async () => {
  await expect(run(['--version'], AbortSignal.abort())).rejects.toThrow();
});
