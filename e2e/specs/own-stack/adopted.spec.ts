import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { changedPaths, commitAll, type Shape, type ShapeApp, writeShape } from '../../adoption/shape.ts';
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
import { submitForm } from '../../fixtures/sign-in.ts';
import { expect, test } from '../../fixtures/test.ts';

/**
 * Small repositories that stand for kinds of repository. Each gets the package with `pnpm sso copy`, is installed with its own
 * package manager, type-checked, built and started beside the installed `clerk-local`, and a user walks across two of its
 * subdomains. Then it is brought up to date, and everything is taken out again.
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
/** The account that the local Clerk begins with. */
const ADA = { email: 'ada@acme.test', password: 'correct-horse-battery' };

let folder: string;
let port: number;
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
  test(`${shape.name}: taken in, built, used, brought up to date, and taken out`, async ({ page }) => {
    test.setTimeout(900_000);
    const directory = await adopt(shape);
    const apps =
      shape.apps.length > 1
        ? placed(directory, shape)
        : [...placed(folderOf(login), login), ...placed(directory, shape)];
    await start(directory, apps);
    await walk(page, { primary: nameOf(apps[0]), last: nameOf(apps.at(-1)), path: shape.privatePath });
    // An open page would go on to ask a Clerk that has ended.
    await page.goto('about:blank');
    for (const child of running.splice(0)) child.kill('SIGTERM');

    await commitAll(directory, 'adopted');
    await copy(directory, ['--update']);
    expect(await changedPaths(directory)).toEqual([]);
    await copy(directory, ['--remove', '--allow-dirty']);
    const { stdout } = await run('git', ['diff', '--stat', 'HEAD~1', '--', '.', ...LOCK_FILES], {
      cwd: directory,
    });
    expect(stdout).toBe('');
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

interface PlacedApp extends ShapeApp {
  readonly root: string;
}

function folderOf({ apps: [first] }: Shape): string {
  return join(folder, first.name);
}

function placed(root: string, { apps }: Shape): readonly PlacedApp[] {
  return apps.map((app) => ({ ...app, root }));
}

function nameOf(app: PlacedApp | undefined): string {
  if (!app) throw new Error('The repository has no app.');
  return app.name;
}

/** Writes the repository, adds the package, installs, type-checks and builds. */
async function adopt(shape: Shape): Promise<string> {
  const directory = folderOf(shape);
  await mkdir(directory);
  await writeShape(directory, shape);
  const names = shape.apps.map(({ name }) => name);
  const single = shape.apps.length === 1;
  const registered = single ? [...new Set(['login', ...names, ...(shape === login ? ['site'] : [])])] : names;
  const apps = registered.map((name) => `${name}:mixed`).join(',');
  const { manualSteps } = await copy(directory, [
    '--domain',
    'acme.example',
    '--apps',
    apps,
    ...(single ? ['--app', shape.apps[0].name] : []),
    ...(shape.copyArgs ?? []),
  ]);
  expect(manualSteps).toEqual([]);
  const [program, ...args] = INSTALL[shape.manager];
  await command(program, args, directory);
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

/** Runs a command of the team; what it printed is in the error. */
async function command(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  try {
    await run(program, args, {
      cwd,
      env: { ...plainEnvironment(), ...env },
      timeout: 400_000,
      maxBuffer: 2 ** 26,
    });
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error ? `${error.stdout}` : error;
    throw new Error(`${program} ${args.join(' ')} failed in ${cwd}.\n${output}`);
  }
}

/** Starts the installed `clerk-local` and the built apps behind it. */
async function start(directory: string, apps: readonly PlacedApp[]): Promise<void> {
  const ports = new Map<string, number>();
  for (const { name } of apps) ports.set(name, await findQuietPort());
  const args = apps.flatMap(({ name }) => ['--app', `${name}=${ports.get(name)}`]);
  const envFile = join(directory, '.env.local');
  await started(
    spawn(
      join(directory, 'node_modules/.bin/clerk-local'),
      [...args, '--port', String(port), '--write-env', envFile],
      {
        cwd: directory,
        env: plainEnvironment(),
      },
    ),
    'is ready',
  );
  const variables = parseEnv(await readFile(envFile, 'utf8'));
  for (const { name, root, directory: own } of apps) {
    const cwd = join(root, own);
    // One process, found as Node finds it: a workspace may have it in its root.
    const next = createRequire(join(cwd, 'package.json')).resolve('next/dist/bin/next');
    const child = spawn(process.execPath, [next, 'start', '-p', String(ports.get(name))], {
      cwd,
      env: { ...plainEnvironment(), ...variables },
    });
    await started(child, 'Ready');
  }
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

/** Signs in on the way to one app, is known on the other without a redirect, signs out, and is nobody on both. */
async function walk(
  page: Page,
  { primary, last, path }: { readonly primary: string; readonly last: string; readonly path: string },
): Promise<void> {
  const urlOf = (app: string, at = '/') => `http://${app}.acme.localhost:${port}${at}`;
  await page.goto(urlOf(primary, '/sign-in'));
  await submitForm(page, ADA);
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await page.goto(urlOf(last, path));
  await expect(page.locator('#who')).toHaveText(/^user_/);
  const cookies = await page.context().cookies(urlOf(last));
  const token = cookies.find(({ name }) => name === '__session')?.value ?? '';
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  expect(JSON.parse(payload)).toMatchObject({ azp: urlOf(last).replace(/\/$/, '') });

  const redirects: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 300 && response.status() < 400 && response.request().isNavigationRequest())
      redirects.push(response.url());
  });
  await page.goto(urlOf(primary));
  await page.goto(urlOf(last, path));
  await expect(page.locator('#who')).toHaveText(/^user_/);
  expect(redirects).toEqual([]);
}
