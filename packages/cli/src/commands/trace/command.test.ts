import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { traceSchema } from '@repo/trace';
import { serveHosts } from '@repo/trace/fixtures/virtual-hosts';
import { expect, onTestFinished, test } from 'vitest';
import { runHere, runProcess } from '../../../test/run-sso.fixture.ts';

test('--json is one document on stdout; the jar is used and written back', async () => {
  const { port } = await serveHosts(({ cookies }) => ({
    headers: { 'set-cookie': `seen=${cookies.before}; Path=/; Max-Age=60; HttpOnly` },
  }));
  const folder = mkdtempSync(join(tmpdir(), 'trace-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const jar = join(folder, 'cookies.txt');
  writeFileSync(jar, '.acme.localhost\tTRUE\t/\tFALSE\t0\tbefore\tS3CRET\n', { mode: 0o644 });
  const url = `http://platform.acme.localhost:${port}/`;
  const { code, stdout, stderr } = await runProcess(['trace', url, '--json', '--cookie-jar', jar]);
  expect([code, stderr]).toEqual([0, '']);
  expect(traceSchema.parse(JSON.parse(stdout))).toMatchObject({ version: 2, outcome: 'anonymous' });
  expect(stdout).not.toContain('S3CRET');
  expect(readFileSync(jar, 'utf8')).toMatch(
    /#HttpOnly_platform\.acme\.localhost\tFALSE\t\/\tFALSE\t\d+\tseen\tS3CRET\n/,
  );
  expect(statSync(jar).mode & 0o777).toBe(0o600);
});

test('what cannot be reached ends with 1, in words and without colours', async () => {
  const { code, stdout, stderr } = await runHere(['trace', 'http://platform.acme.localhost:1/']);
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toMatch(/nothing listens[\s\S]*Outcome: error[\s\S]*Fix: Start the apps/);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).not.toMatch(/ at .*\.ts/);
});

test.each([
  { name: 'no URL', args: [], says: 'Which URL?' },
  {
    name: 'a missing jar',
    args: ['http://a.localhost:1/', '--cookie-jar', '/nowhere/jar'],
    says: '/nowhere/jar: cannot be read',
  },
])('$name is wrong usage: 2, nothing on stdout', async ({ args, says }) => {
  const { code, stdout, stderr } = await runHere(['trace', ...args]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(says);
  expect(stderr).not.toMatch(/ at .*\.ts/);
});
