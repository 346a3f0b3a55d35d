import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildPublishableKey } from '@clerk/shared/keys';
import { withoutClerk } from '@repo/stack/app-environment';
import { appDirectory, ROOT } from '@repo/stack/repository';
import lockfile from 'proper-lockfile';
import { DeployError } from '../errors.ts';
import type { DeployPlan, PlannedProject } from '../plan/deploy-plan.ts';
import { plannedVercelJson } from '../vercel/vercel-files.ts';

export interface OfflineBuild {
  /** The Build Output, absolute. */
  readonly output: string;
  /** Variable to a value that must be in no output. Made for this build only. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly publishableKey: string;
  readonly seconds: number;
}

export interface OfflineBuildInput {
  readonly plan: DeployPlan;
  readonly project: PlannedProject;
  /** Environment of the build's process; variables of Clerk in it are left out. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Builds one app as Vercel would for production, with the real CLI, without a token, an account or a network.
 * Keys are made up. The builds of this machine are kept: `.next` and the link to a project are moved aside meanwhile.
 *
 * @param use Called while the output exists; afterwards the output and its build are removed.
 * @throws {DeployError} `vercel_build_failed`, with the CLI's own last lines.
 * @source vercel 60.1.3: reads `.vercel/project.json` in the working directory; with settings in it, it asks Vercel nothing.
 */
export async function withOfflineBuild<Result>(
  { plan, project, env }: OfflineBuildInput,
  use: (build: OfflineBuild) => Result | Promise<Result>,
): Promise<Result> {
  const startedMs = performance.now();
  const folder = mkdtempSync(join(tmpdir(), `sso-vercel-${project.app}-`));
  const output = join(folder, 'output');
  const secrets = madeUpSecrets();
  const publishableKey = buildPublishableKey(`clerk.${plan.rootDomain}`);
  const localConfig = join(folder, 'vercel.json');
  writeFileSync(localConfig, JSON.stringify(offlineConfig(plan, project)));
  // Every build needs the one folder `.vercel` at the root.
  const unlock = await lockRoot();
  const restore = [moveAside(join(ROOT, '.vercel')), moveAside(join(appDirectory(project.app), '.next'))];
  try {
    mkdirSync(join(ROOT, '.vercel'));
    writeFileSync(join(ROOT, '.vercel/project.json'), JSON.stringify(offlineProject(project)));
    const args = ['build', '--prod', '--yes', '--token', 'none', '--output', output, '-A', localConfig];
    await runVercel(
      args,
      {
        ...buildEnvironment(project, env),
        NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey,
        ...secrets,
      },
      project.app,
    );
    return await use({ output, secrets, publishableKey, seconds: (performance.now() - startedMs) / 1000 });
  } finally {
    for (const moveBack of restore) moveBack();
    await unlock();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits for builds of other processes. A process that was killed loses the lock after a few seconds. */
function lockRoot(): Promise<() => Promise<void>> {
  const folder = join(ROOT, 'node_modules/.cache');
  mkdirSync(folder, { recursive: true });
  const retries = { forever: true, minTimeout: 300, maxTimeout: 300 };
  return lockfile.lock(ROOT, { lockfilePath: join(folder, 'vercel-build.lock'), retries });
}

/** Everything is installed already, so the build needs no package manager. */
function offlineConfig(plan: DeployPlan, project: PlannedProject): object {
  const { relatedProjects: _ids, ...config } = plannedVercelJson(plan, project);
  return { ...config, installCommand: 'true', buildCommand: 'next build' };
}

function offlineProject({ name, rootDirectory, framework, nodeVersion }: PlannedProject): object {
  return {
    projectId: 'prj_offline',
    orgId: 'team_offline',
    projectName: name,
    settings: { framework, rootDirectory, nodeVersion, createdAt: Date.now() },
  };
}

function buildEnvironment({ domains }: PlannedProject, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { SSO_LOCAL_CLERK: _clerk, SSO_LOCAL_PORT: _port, ...base } = withoutClerk(env);
  return {
    ...base,
    VERCEL: '1',
    VERCEL_ENV: 'production',
    VERCEL_TARGET_ENV: 'production',
    VERCEL_PROJECT_PRODUCTION_URL: domains[0],
    NEXT_TELEMETRY_DISABLED: '1',
    VERCEL_TELEMETRY_DISABLED: '1',
    NO_UPDATE_NOTIFIER: '1',
  };
}

function madeUpSecrets(): Record<string, string> {
  const value = () => randomBytes(24).toString('hex');
  return {
    CLERK_SECRET_KEY: `sk_live_${value()}`,
    CLERK_WEBHOOK_SIGNING_SECRET: `whsec_${value()}`,
    CLERK_MACHINE_SECRET_KEY: `ak_${value()}`,
    DATABASE_URL: `postgres://acme:${value()}@127.0.0.1:9/acme`,
  };
}

/** Moves a folder aside. @returns Moves it back, and replaces what was created meanwhile. */
function moveAside(path: string): () => void {
  const kept = `${path}.kept-by-sso`;
  // A folder that an interrupted run moved aside is the original.
  if (existsSync(path) && !existsSync(kept)) renameSync(path, kept);
  rmSync(path, { recursive: true, force: true });
  return () => {
    rmSync(path, { recursive: true, force: true });
    if (existsSync(kept)) renameSync(kept, path);
  };
}

/** The JavaScript file behind the `vercel` command. */
function vercelBinary(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('vercel/package.json')), 'dist/vc.js');
}

function runVercel(args: readonly string[], env: NodeJS.ProcessEnv, app: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vercelBinary(), ...args], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve();
      const last = Buffer.concat(chunks).toString('utf8').trimEnd().split('\n').slice(-30).join('\n');
      reject(new DeployError('vercel_build_failed', `\`vercel build\` of ${app} failed.\n${last}`));
    });
  });
}
