import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openRepository, type Package } from '@repo/next-repository';
import { detect } from 'package-manager-detector';
import { CopyError } from '../errors.ts';
import { isInWorkspace } from '../workspace-globs.ts';
import { readNodeVersions, readPins } from './declared-versions.ts';
import { readApp } from './read-app.ts';
import { readUncommitted } from './read-uncommitted.ts';
import type { PackageManager, Target } from './target.ts';
import { readTextFile, type TextFile } from './text-file.ts';
import { createVersionReader } from './versions/read-versions.ts';
import { findWorkspaceAbove, readPackageGlobs } from './workspace-root.ts';

/**
 * Reads what a copy needs to know about the repository that gets it; changes nothing.
 *
 * @param path Of its folder.
 * @throws {CopyError} `target_unsupported`: no folder with a readable package.json, or no Next.js app in it.
 */
export async function readTarget(path: string): Promise<Target> {
  const root = resolve(path);
  const manifest = readTextFile(root, 'package.json');
  if (!manifest) throw unsupported(`${root} has no package.json.`);
  const packageGlobs = readPackageGlobs(root);
  if (!packageGlobs) throw unsupported('package.json is not a readable package.json.');
  const kind = packageGlobs.length > 0 ? 'workspace' : 'app';
  const isPart = ({ directory }: Pick<Package, 'directory'>) =>
    directory === '' || (kind === 'workspace' && isInWorkspace(packageGlobs, directory));
  const repository = openRepository(root);
  const workspaceAbove = kind === 'app' ? findWorkspaceAbove(root) : null;
  const workspaceRoot = workspaceAbove ?? root;
  const versionsOf = createVersionReader(repository, workspaceRoot);
  const parts = repository.apps.filter(isPart);
  const [first, ...others] = parts.map((app) => readApp(repository, app, versionsOf(app)));
  if (!first) throw unsupported(`${root} holds no Next.js app: ${whyNone(repository.apps, kind)}.`);
  const apps = [first, ...others] as const;
  const packageManager = await findPackageManager(root);
  return {
    root,
    kind,
    workspaceAbove,
    packageManager,
    workspaceRange: knowsWorkspaceRanges(packageManager, workspaceRoot) ? 'workspace:*' : '*',
    manifest,
    apps,
    pnpmWorkspace: readTextFile(root, 'pnpm-workspace.yaml'),
    packageGlobs,
    packageNames: new Set(repository.packages.flatMap(({ manifest: { name } }) => name ?? [])),
    scope: mostCommonScope(repository.packages.filter(isPart)),
    uncommitted: readUncommitted(root),
    ssoConfigs: repository.files.filter((file) => /(^|\/)sso\.config\.[cm]?[jt]s$/.test(file)),
    node: readNodeVersions(root, distinct([manifest, ...apps.map((app) => app.manifest)])),
    pins: readPins(root, workspaceRoot),
  };
}

function whyNone(apps: readonly Package[], kind: Target['kind']): string {
  if (apps.length === 0)
    return 'no package.json there depends on "next" and has pages in app/, pages/, src/app/ or src/pages/';
  const folders = apps.map(({ directory }) => directory).join(', ');
  return kind === 'workspace'
    ? `the workspace does not list ${folders}`
    : `it is no workspace, and the apps are in ${folders}: give one of these folders`;
}

function distinct(files: readonly TextFile[]): readonly TextFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** The lock file may be in a folder above, up to the root of the git repository: the target may be one app of a workspace. */
async function findPackageManager(root: string): Promise<PackageManager> {
  const found = await detect({
    cwd: root,
    strategies: ['packageManager-field', 'lockfile'],
    stopDir: (directory) => existsSync(join(directory, '.git')),
  });
  const name = found?.name;
  return name === 'pnpm' || name === 'yarn' || name === 'bun' ? name : 'npm';
}

/** yarn writes `__metadata` into its lock file since version 2. */
function knowsWorkspaceRanges(packageManager: PackageManager, workspaceRoot: string): boolean {
  if (packageManager !== 'yarn') return packageManager !== 'npm';
  const { text = '{}' } = readTextFile(workspaceRoot, 'package.json') ?? {};
  const major = /"packageManager"\s*:\s*"yarn@(\d+)/.exec(text)?.[1];
  if (major !== undefined) return Number(major) > 1;
  const hasSettings = existsSync(join(workspaceRoot, '.yarnrc.yml'));
  return hasSettings || /^__metadata:/m.test(readTextFile(workspaceRoot, 'yarn.lock')?.text ?? '');
}

function mostCommonScope(packages: readonly Package[]): string | null {
  const scopes = packages.flatMap(({ manifest: { name } }) => /^@[^/]+(?=\/)/.exec(name ?? '') ?? []);
  const count = (scope: string) => scopes.filter((each) => each === scope).length;
  return [...new Set(scopes)].sort((a, b) => count(b) - count(a))[0] ?? null;
}

function unsupported(problem: string): CopyError {
  const advice = 'Give the folder of a Next.js app, or of a workspace (pnpm, npm, yarn, bun) that holds one.';
  return new CopyError('target_unsupported', `${problem} ${advice}`);
}
