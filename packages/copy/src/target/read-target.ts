import { existsSync, readFileSync } from 'node:fs';
import { basename, join, posix, resolve } from 'node:path';
import {
  openRepository,
  type Package,
  type Repository,
  type NextApp as RepositoryApp,
} from '@repo/next-repository';
import { detect } from 'package-manager-detector';
import { parse } from 'yaml';
import { z } from 'zod';
import { CopyError } from '../errors.ts';
import { gitOutput } from '../git-output.ts';
import { isInWorkspace } from '../workspace-globs.ts';
import type { NextApp, PackageManager, Target, TextFile } from './target.ts';

const workspacesSchema = z.looseObject({
  workspaces: z
    .union([z.array(z.string()), z.looseObject({ packages: z.array(z.string()) })])
    .exactOptional(),
});
const pnpmWorkspaceSchema = z.looseObject({ packages: z.array(z.string()) });

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
  const pnpmWorkspace = readTextFile(root, 'pnpm-workspace.yaml');
  const packageGlobs = readGlobs(manifest, pnpmWorkspace);
  const kind = packageGlobs.length > 0 ? 'workspace' : 'app';
  const isPart = ({ directory }: Pick<Package, 'directory'>) =>
    kind === 'app' ? directory === '' : isInWorkspace(packageGlobs, directory);
  const repository = openRepository(root);
  const [first, ...others] = repository.apps.filter(isPart).map((app) => readApp(repository, app));
  if (!first) throw unsupported(`${root} holds no Next.js app: no package.json there depends on "next".`);
  return {
    root,
    kind,
    packageManager: await findPackageManager(root),
    manifest,
    apps: [first, ...others],
    pnpmWorkspace,
    packageGlobs,
    packageNames: new Set(repository.packages.flatMap(({ manifest: { name } }) => name ?? [])),
    scope: mostCommonScope(repository.packages.filter((each) => each.directory === '' || isPart(each))),
    uncommitted: readUncommitted(root),
  };
}

/** A file's text with plain line ends; null where there is none. */
export function readTextFile(root: string, path: string): TextFile | null {
  const file = join(root, path);
  return existsSync(file) ? { path, text: readFileSync(file, 'utf8').replaceAll('\r\n', '\n') } : null;
}

function readGlobs(manifest: TextFile, pnpmWorkspace: TextFile | null): readonly string[] {
  const { workspaces = [] } = parseManifest(manifest);
  if (!pnpmWorkspace) return Array.isArray(workspaces) ? workspaces : workspaces.packages;
  const found = pnpmWorkspaceSchema.safeParse(parse(pnpmWorkspace.text));
  return found.success ? found.data.packages : [];
}

function parseManifest({ path, text }: TextFile): z.infer<typeof workspacesSchema> {
  try {
    return workspacesSchema.parse(JSON.parse(text));
  } catch {
    throw unsupported(`${path} is not a readable package.json.`);
  }
}

function readApp({ root }: Repository, app: RepositoryApp): NextApp {
  const { directory, base, manifest, manifestFile, files } = app;
  const at = (path: string) => posix.join(directory, path);
  const find = (...paths: readonly string[]) => paths.map(at).find((path) => existsSync(join(root, path)));
  const hasSrc = base.endsWith('src/');
  const config = find('next.config.ts', 'next.config.mjs', 'next.config.js', 'next.config.mts');
  return {
    directory,
    name: (manifest.name ?? basename(join(root, directory))).replace(/^@[^/]*\//, ''),
    hasSrc,
    manifest: readExisting(root, manifestFile),
    nextConfig: config === undefined ? null : readExisting(root, config),
    middleware: find('middleware.ts', 'middleware.js', 'src/middleware.ts', 'src/middleware.js') ?? null,
    otherProxy: find('proxy.js', 'src/proxy.js', hasSrc ? 'proxy.ts' : 'src/proxy.ts') ?? null,
    envExample: readTextFile(root, at('.env.example')),
    proxyFile: app.proxy?.file ?? null,
    ...findPages(app),
    language:
      files.some((file) => /\.tsx?$/.test(file)) || existsSync(join(root, at('tsconfig.json'))) ? 'ts' : 'js',
  };
}

/** The layout highest in the tree is the root's; where it is below a parameter, such as a language, new pages go there too. */
function findPages({ appDirectory, base, files }: RepositoryApp): Pick<NextApp, 'layout' | 'pagesFolder'> {
  const folder = appDirectory ?? `${base}app`;
  const layouts = files.filter((file) => file.startsWith(`${folder}/`) && /\/layout\.[jt]sx?$/.test(file));
  const layout = layouts.sort((a, b) => a.split('/').length - b.split('/').length)[0] ?? null;
  return { layout, pagesFolder: layout === null ? folder : posix.dirname(layout) };
}

function readExisting(root: string, path: string): TextFile {
  const file = readTextFile(root, path);
  if (!file) throw unsupported(`${path} cannot be read.`);
  return file;
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

function mostCommonScope(packages: readonly Package[]): string | null {
  const scopes = packages.flatMap(({ manifest: { name } }) => /^@[^/]+(?=\/)/.exec(name ?? '') ?? []);
  const count = (scope: string) => scopes.filter((each) => each === scope).length;
  return [...new Set(scopes)].sort((a, b) => count(b) - count(a))[0] ?? null;
}

function readUncommitted(root: string): readonly string[] | null {
  const lines = gitOutput(root, 'status', '--porcelain', '--', '.')?.split('\n');
  return lines?.filter(Boolean).map((line) => line.slice(3)) ?? null;
}

function unsupported(problem: string): CopyError {
  const advice = 'Give the folder of a Next.js app, or of a workspace (pnpm, npm, yarn) that holds one.';
  return new CopyError('target_unsupported', `${problem} ${advice}`);
}
