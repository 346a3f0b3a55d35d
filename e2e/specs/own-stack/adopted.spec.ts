import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import {
  changedPaths,
  commitAll,
  type Shape,
  type ShapeApp,
  withDevPorts,
  writeShape,
} from '../../adoption/shape.ts';
import { bunWorkspace } from '../../adoption/shapes/bun-workspace.ts';
import { javascript } from '../../adoption/shapes/javascript.ts';
import { login } from '../../adoption/shapes/login.ts';
import { middlewareEs5 } from '../../adoption/shapes/middleware-es5.ts';
import { nextIntl } from '../../adoption/shapes/next-intl.ts';
import { npmWorkspaces } from '../../adoption/shapes/npm-workspaces.ts';
import { ownsRepoAuth } from '../../adoption/shapes/owns-repo-auth.ts';
import { pagesRouter } from '../../adoption/shapes/pages-router.ts';
import { pnpmCatalogs } from '../../adoption/shapes/pnpm-catalogs.ts';
import { plainEnvironment, registryProblem } from '../../fixtures/servers/outside-repository.ts';
import { findQuietPort } from '../../fixtures/servers/quiet-port.ts';

/**
 * Small repositories that stand for kinds of repository. Each gets the package and its tests with `pnpm sso copy --tests`, is installed
 * with its own package manager, linted by its own linter, type-checked and built. Then `npx playwright test`, with the config and the
 * spec that were written, starts the installed `clerk-local` and the apps, and users walk across two subdomains. At last it is
 * brought up to date, and everything is taken out again.
 */
const SHAPES: readonly Shape[] = [
  nextIntl,
  middlewareEs5,
  ownsRepoAuth,
  pnpmCatalogs,
  npmWorkspaces,
  bunWorkspace,
  javascript,
  pagesRouter,
];

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');
const INSTALL = {
  npm: ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'],
  pnpm: ['npx', '-y', 'pnpm@12', 'install', '--no-frozen-lockfile', '--ignore-scripts'],
  yarn: ['npx', '-y', 'yarn@1', 'install', '--ignore-engines', '--ignore-scripts'],
  bun: ['npx', '-y', 'bun@1', 'install', '--ignore-scripts'],
} as const;
let folder: string;
/** Of every address. */
let port: number;
/** Where each app listens, by its name. */
const ports = new Map<string, number>();
const running: ChildProcess[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(600_000);
  const problem = await registryProblem();
  test.skip(problem !== undefined, problem);
  folder = await mkdtemp(join(tmpdir(), 'sso-adopted-'));
  port = await findQuietPort();
  await adopt(login);
});

test.afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGTERM');
});

test.afterAll(async () => {
  if (folder) await rm(folder, { recursive: true, force: true });
});

for (const shape of SHAPES) {
  test(`${shape.name}: taken in, built, used, brought up to date, and taken out`, async () => {
    test.setTimeout(900_000);
    const directory = await adopt(shape);
    await commitAll(directory, 'adopted');
    if (shape === nextIntl) await expectReadmeShows(directory);
    if (shape.apps.length === 1) await startElsewhere(directory, [login.apps[0], shape.apps[0]]);
    await runOwnTests(directory, shape);
    for (const child of running.splice(0)) child.kill('SIGTERM');
    expect(await changedPaths(directory)).toEqual([]);

    await copy(directory, ['--update']);
    expect(await changedPaths(directory)).toEqual([]);
    await copy(directory, ['--remove', '--allow-dirty']);
    const { stdout } = await run('git', ['diff', '--stat', 'HEAD~1', '--', '.', ...LOCK_FILES], {
      cwd: directory,
    });
    expect(stdout).toBe('');
    // The linter of the repository as it was: what it said before is about the added lines.
    await command('npm', ['run', 'lint'], directory);
  });
}

/** What package managers write themselves. */
const LOCK_FILES = [
  ':!*package-lock.json',
  ':!*pnpm-lock.yaml',
  ':!*bun.lock',
  ':!*next-env.d.ts',
  ':!*tsconfig.json',
];

function folderOf({ apps: [first] }: Shape): string {
  return join(folder, first.name);
}

/** Writes the repository, adds the package and its tests, installs, lints, type-checks and builds. */
async function adopt(shape: Shape): Promise<string> {
  const directory = folderOf(shape);
  await mkdir(directory);
  const names = shape.apps.map(({ name }) => name);
  for (const name of names) ports.set(name, await findQuietPort());
  await writeShape(directory, { files: withDevPorts(shape, ports) });
  const single = shape.apps.length === 1;
  const registered = single ? [...new Set(['login', ...names, ...(shape === login ? ['site'] : [])])] : names;
  const apps = registered
    .map((name) => `${name}:${name === names.at(-1) ? shape.posture : 'mixed'}`)
    .join(',');
  const { manualSteps } = await copy(directory, [
    '--domain',
    'acme.example',
    '--apps',
    apps,
    '--tests',
    ...(single ? ['--app', shape.apps[0].name] : []),
    ...(shape.copyArgs ?? []),
  ]);
  expect(manualSteps).toEqual([]);
  const [program, ...args] = INSTALL[shape.manager];
  await command(program, args, directory);
  await command('npm', ['run', 'lint'], directory);
  for (const app of shape.apps) {
    const place = join(directory, app.directory);
    const env = { SSO_LOCAL_CLERK: '1', SSO_LOCAL_PORT: String(port) };
    await command('npx', ['next', 'build'], place, env);
    for (const script of shape.ownChecks) await command('npm', ['run', script], place);
  }
  return directory;
}

async function copy(
  directory: string,
  args: readonly string[],
): Promise<{ manualSteps: readonly unknown[] }> {
  const words = [
    '--import',
    'tsx',
    join(ROOT, 'packages/cli/src/main.ts'),
    'copy',
    directory,
    '--json',
    ...args,
  ];
  const { stdout } = await run(process.execPath, words, { cwd: ROOT, maxBuffer: 2 ** 24 });
  // The command documents this shape.
  return JSON.parse(stdout) as { manualSteps: readonly unknown[] };
}

/** Runs a command of the team; returns what it printed, which is in the error as well. */
async function command(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const { stdout } = await run(program, args, {
      cwd,
      env: { ...plainEnvironment(), ...env },
      timeout: 400_000,
      maxBuffer: 2 ** 26,
    });
    return stdout;
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error ? `${error.stdout}` : error;
    throw new Error(`${program} ${args.join(' ')} failed in ${cwd}.\n${output}`);
  }
}

/** Starts what the config of a repository with one app expects elsewhere: the installed `clerk-local`, and the app that signs users in. */
async function startElsewhere(
  directory: string,
  apps: readonly [primary: ShapeApp, own: ShapeApp],
): Promise<void> {
  const args = apps.flatMap(({ name }) => ['--app', `${name}=${ports.get(name)}`]);
  const envFile = join(directory, '.env.local');
  const clerk = join(directory, 'node_modules/.bin/clerk-local');
  const options = [...args, '--port', String(port), '--write-env', envFile];
  await started(spawn(clerk, options, { cwd: directory, env: plainEnvironment() }), 'is ready');
  const variables = parseEnv(await readFile(envFile, 'utf8'));
  const cwd = folderOf(login);
  const next = createRequire(join(cwd, 'package.json')).resolve('next/dist/bin/next');
  const child = spawn(process.execPath, [next, 'start', '-p', String(ports.get(apps[0].name))], {
    cwd,
    env: { ...plainEnvironment(), ...variables },
  });
  await started(child, 'Ready');
}

/** Runs the tests that were written, and one of the team's own about a page that its own code protects. */
async function runOwnTests(directory: string, shape: Shape): Promise<void> {
  const end = existsSync(join(directory, 'playwright.config.ts')) ? 'ts' : 'js';
  const spec = await readFile(join(directory, `e2e/sso.spec.${end}`), 'utf8');
  const added = {
    [`e2e/own.spec.${end}`]: ownSpec(spec, { app: shape.apps.at(-1)?.name ?? '', path: shape.privatePath }),
    [`browser.config.${end}`]: browserConfig(process.env.SSO_CHROMIUM),
  };
  for (const [path, text] of Object.entries(added)) await writeFile(join(directory, path), text);
  const env = { SSO_LOCAL_PORT: String(port) };
  const args = ['playwright', 'test', '-c', `browser.config.${end}`, '--reporter', 'json'];
  const output = await command('npx', args, directory, env);
  const { stats } = JSON.parse(output.slice(output.indexOf('{'))) as Report;
  expect(stats, output).toMatchObject({ unexpected: 0, flaky: 0 });
  expect(stats.expected, output).toBeGreaterThanOrEqual(10);
  for (const path of Object.keys(added)) await rm(join(directory, path));
}

/** The README has the changes of one of these repositories. */
async function expectReadmeShows(directory: string): Promise<void> {
  const left = [...LOCK_FILES, ':!vendor', ':!.sso-copy.json'];
  const { stdout } = await run('git', ['diff', '--stat', 'HEAD~1', '--', '.', ...left], { cwd: directory });
  const files = stdout.split('\n').filter((line) => line.includes('|'));
  expect(await readFile(join(ROOT, 'README.md'), 'utf8')).toContain(files.join('\n'));
}

/** What Playwright's JSON reporter documents. */
interface Report {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
}

/** The written config, with the browser of this machine. */
function browserConfig(executablePath = ''): string {
  const launchOptions = executablePath ? { executablePath, args: ['--no-sandbox'] } : {};
  return `import theirs from './playwright.config';

export default { ...theirs, workers: 1, use: { launchOptions: ${JSON.stringify(launchOptions)} } };
`;
}

function ownSpec(spec: string, { app, path }: { readonly app: string; readonly path: string }): string {
  const registry = /import { sso } from (.*sso\.config.*?);?\n/.exec(spec)?.[1];
  return `import { createSsoTest } from '@subdomain-sso/testing';
import { sso as registry } from ${registry};

const { test, expect } = createSsoTest(registry);

test('their page is still closed to an anonymous user', async ({ page, sso }) => {
  await page.goto(sso.url('${app}', '${path}'));
  await expect(page).toHaveURL((url) => url.href.startsWith(sso.signIn.url));
});

test.describe('signed in', () => {
  test.use({ as: 'owner' });

  test('their page knows the user on the server', async ({ page, sso, account }) => {
    await page.goto(sso.url('${app}', '${path}'));
    await expect(page.locator('#who')).toHaveText(account.userId);
  });
});
`;
}

async function started(child: ChildProcess, sign: string): Promise<void> {
  running.push(child);
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const read = (data: Buffer) => {
      output += data.toString();
      if (output.includes(sign)) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`It ended with ${code}.\n${output}`)));
  });
}

function parseEnv(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => /^[A-Z]\w*=/.test(line));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1).replace(/^"(.*)"$/s, '$1')];
    }),
  );
}
