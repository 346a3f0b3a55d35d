import { execFile } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { packPackage } from '@repo/copy';
import { writeShape } from '../../adoption/shape.ts';
import { plainEnvironment, registryProblem } from '../../fixtures/servers/outside-repository.ts';
import { findQuietPort } from '../../fixtures/servers/quiet-port.ts';
import { loginAndShop } from '../../installed-kit/login-and-shop.ts';

/**
 * The suite as a team has it: `@subdomain-sso/testing`, `@subdomain-sso/auth` and `clerk-local`, packed and installed in a repository
 * outside this one. Playwright of that repository starts the local Clerk and both apps.
 */

const run = promisify(execFile);
const PACKAGES = ['auth', 'clerk-local', 'testing'];

let folder: string | undefined;

test.afterAll(async () => {
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('the installed suite is green on two new apps, and red on one that accepts every origin', async () => {
  test.setTimeout(900_000);
  const problem = await registryProblem();
  test.skip(problem !== undefined, problem);
  folder = await mkdtemp(join(tmpdir(), 'sso-installed-kit-'));
  const directory = folder;
  for (const name of PACKAGES) {
    await writeFile(join(directory, `${name}.tgz`), (await packPackage(name)).bytes);
  }
  const port = await findQuietPort();
  const ports = { login: await findQuietPort(), shop: await findQuietPort() };
  await writeShape(directory, { files: loginAndShop({ port, ports }) });
  const env = {
    ...plainEnvironment(),
    SSO_LOCAL_CLERK: '1',
    SSO_LOCAL_PORT: String(port),
    CHROMIUM: process.env.SSO_CHROMIUM ?? '',
  };
  const command = (program: string, ...args: string[]) =>
    run(program, args, { cwd: directory, env, timeout: 400_000, maxBuffer: 2 ** 26 });
  await command('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts');
  await command('npx', 'tsc', '--noEmit');
  await command('npm', 'run', 'build', '--workspaces', '--if-present');

  const { stdout } = await command('npx', 'playwright', 'test').catch(withOutput);
  const { stats, suites } = JSON.parse(stdout) as Report;
  expect(stats, stdout).toMatchObject({ unexpected: 0, flaky: 0 });
  expect(stats.expected).toBeGreaterThanOrEqual(12);
  expect(JSON.stringify(suites)).toContain('The registry has no app with the posture { staffOf }.');

  // A proxy of Clerk alone, without a list of authorized parties.
  const proxy = join(directory, 'apps/shop/proxy.ts');
  await rename(join(directory, 'apps/shop/proxy-without-azp.txt'), proxy);
  await command('npm', 'run', 'build', '--workspace', 'shop');
  const broken = await command('npx', 'playwright', 'test', '-g', 'opens nothing').catch(withOutput);
  const report = JSON.parse(broken.stdout) as Report;
  expect(report.stats.unexpected, broken.stdout).toBe(1);
});

/** What Playwright's JSON reporter documents. */
interface Report {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly suites: readonly unknown[];
}

/** A run with failures ends with 1; its report says which. */
function withOutput(error: unknown): { stdout: string } {
  if (error instanceof Error && 'stdout' in error && String(error.stdout).startsWith('{')) {
    return { stdout: String(error.stdout) };
  }
  throw error;
}
