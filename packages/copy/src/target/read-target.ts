import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { parse } from 'yaml';
import { z } from 'zod';
import { CopyError } from '../errors.ts';
import { gitOutput } from './git-output.ts';
import type { NextApp, PackageManager, Target, TextFile } from './target.ts';

const manifestSchema = z.looseObject({
  name: z.string().exactOptional(),
  packageManager: z.string().exactOptional(),
  workspaces: z
    .union([z.array(z.string()), z.looseObject({ packages: z.array(z.string()) })])
    .exactOptional(),
  dependencies: z.record(z.string(), z.string()).exactOptional(),
});
type Manifest = z.infer<typeof manifestSchema>;

/**
 * Looks at the repository that is to get the copy; changes nothing.
 *
 * @param path Of its folder.
 * @throws {CopyError} `target_unsupported`: no folder with a readable package.json, or no Next.js app in it.
 */
export function readTarget(path: string): Target {
  const root = resolve(path);
  const manifest = readTextFile(root, 'package.json');
  if (!manifest) throw unsupported(`${root} has no package.json.`);
  const own = parseManifest(manifest);
  const pnpmWorkspace = readTextFile(root, 'pnpm-workspace.yaml');
  const packageGlobs = readGlobs(own, pnpmWorkspace);
  const kind = packageGlobs.length > 0 ? 'workspace' : 'app';
  const packages = findPackages(root, packageGlobs);
  const directories = kind === 'app' ? [''] : packages.map(({ directory }) => directory);
  const [first, ...others] = directories.flatMap((directory) => readNextApp(root, directory) ?? []);
  if (!first) throw unsupported(`${root} holds no Next.js app: no package.json there depends on "next".`);
  return {
    root,
    kind,
    packageManager: findPackageManager(root, own),
    manifest,
    apps: [first, ...others],
    pnpmWorkspace,
    packageGlobs,
    scope: mostCommonScope([own, ...packages.map((each) => each.manifest)]),
    uncommitted: readUncommitted(root),
  };
}

/** A file's text with plain line ends; null where there is none. */
export function readTextFile(root: string, path: string): TextFile | null {
  const file = join(root, path);
  return existsSync(file) ? { path, text: readFileSync(file, 'utf8').replaceAll('\r\n', '\n') } : null;
}

function parseManifest({ path, text }: TextFile): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    throw unsupported(`${path} is not a readable package.json.`);
  }
}

function readGlobs(manifest: Manifest, pnpmWorkspace: TextFile | null): readonly string[] {
  const { workspaces = [] } = manifest;
  if (!pnpmWorkspace) return Array.isArray(workspaces) ? workspaces : workspaces.packages;
  const found = z.looseObject({ packages: z.array(z.string()) }).safeParse(parse(pnpmWorkspace.text));
  return found.success ? found.data.packages : [];
}

function findPackages(root: string, globs: readonly string[]) {
  if (globs.length === 0) return [];
  const patterns = globs.map((glob) => posix.join(glob.replace(/^(!?)\.\//, '$1'), 'package.json'));
  const paths = globSync(patterns, { cwd: root, ignore: ['**/node_modules/**'], expandDirectories: false });
  return paths.sort().flatMap((path) => {
    const manifest = readTextFile(root, path);
    return manifest ? [{ directory: posix.dirname(path), manifest: parseManifest(manifest) }] : [];
  });
}

function readNextApp(root: string, directory: string): NextApp | undefined {
  const at = (path: string) => posix.join(directory, path);
  const manifest = readTextFile(root, at('package.json'));
  if (!manifest) return undefined;
  const { name, dependencies } = parseManifest(manifest);
  if (!dependencies?.next) return undefined;
  const has = (path: string) => existsSync(join(root, directory, path));
  const hasSrc = has('src/app') || (!has('app') && has('src'));
  const first = (...paths: string[]) => paths.find(has);
  const config = first('next.config.ts', 'next.config.mjs', 'next.config.js', 'next.config.mts');
  const middleware = first('middleware.ts', 'middleware.js', 'src/middleware.ts', 'src/middleware.js');
  const otherProxy = first('proxy.js', 'src/proxy.js', hasSrc ? 'proxy.ts' : 'src/proxy.ts');
  return {
    directory,
    name: (name ?? basename(join(root, directory))).replace(/^@[^/]*\//, ''),
    hasSrc,
    manifest,
    nextConfig: config === undefined ? null : readTextFile(root, at(config)),
    middleware: middleware === undefined ? null : at(middleware),
    otherProxy: otherProxy === undefined ? null : at(otherProxy),
    envExample: readTextFile(root, at('.env.example')),
  };
}

/** The lock file may be in a folder above: the target may itself be one app of a workspace. */
function findPackageManager(root: string, { packageManager }: Manifest): PackageManager {
  const named = /^(npm|pnpm|yarn|bun)@/.exec(packageManager ?? '')?.[1];
  if (named === 'npm' || named === 'pnpm' || named === 'yarn' || named === 'bun') return named;
  const has = (...names: string[]) => names.some((name) => existsSync(join(root, name)));
  if (has('pnpm-lock.yaml', 'pnpm-workspace.yaml')) return 'pnpm';
  if (has('yarn.lock')) return 'yarn';
  if (has('bun.lock', 'bun.lockb')) return 'bun';
  const isTop = has('package-lock.json', '.git') || dirname(root) === root;
  return isTop ? 'npm' : findPackageManager(dirname(root), {});
}

function mostCommonScope(manifests: readonly Manifest[]): string | null {
  const scopes = manifests.flatMap(({ name }) => /^@[^/]+(?=\/)/.exec(name ?? '') ?? []);
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
