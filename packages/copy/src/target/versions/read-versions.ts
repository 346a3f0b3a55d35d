import { join, posix, relative, sep } from 'node:path';
import {
  type CatalogLookUp,
  installedVersion,
  lineOfKey,
  type Package,
  type Repository,
  readCatalogs,
} from '@repo/next-repository';
import semver from 'semver';
import { readTextFile } from '../text-file.ts';
import { LOCK_FILES, type LockFile, readLockFile } from './lock-file.ts';
import type { AppVersions, VersionFound } from './version-found.ts';

/**
 * Prepares reading versions in a repository: its catalogs and its lock file are read once.
 *
 * @param workspaceRoot Absolute folder of the workspace: the root of the repository, or a folder above it.
 * @returns Reads what one app has of the packages that matter. An app may have Clerk only through a package of the workspace.
 */
export function createVersionReader(
  repository: Repository,
  workspaceRoot: string,
): (app: Package) => AppVersions {
  const context: Context = {
    repository,
    workspaceRoot,
    catalog: readCatalogs((file) => readTextFile(workspaceRoot, file)?.text),
    lock: readLock(workspaceRoot),
  };
  return (app) => {
    const owners = [app, ...packagesBehind(app, repository), ...rootOf(app, repository)];
    const find = (name: string) =>
      owners.flatMap((owner) => readVersion(owner, name, context) ?? [])[0] ?? null;
    return {
      next: find('next'),
      react: find('react'),
      clerk: find('@clerk/nextjs'),
      typescript: find('typescript'),
    };
  };
}

interface Context {
  readonly repository: Repository;
  readonly workspaceRoot: string;
  readonly catalog: CatalogLookUp;
  readonly lock: { readonly path: string; readonly find: LockFile } | undefined;
}

function readLock(workspaceRoot: string): Context['lock'] {
  const file = Object.keys(LOCK_FILES).flatMap((name) => readTextFile(workspaceRoot, name) ?? [])[0];
  return file && { path: file.path, find: readLockFile(file.path, file.text) };
}

/** Packages of the workspace that an app depends on, also through others; the nearest first. */
function packagesBehind(app: Package, { packages }: Repository): readonly Package[] {
  const found: Package[] = [];
  for (let level: readonly Package[] = [app]; level.length > 0; ) {
    const names = new Set(
      level.flatMap(({ manifest }) => Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })),
    );
    level = packages.filter(
      (each) => names.has(each.manifest.name ?? '') && each !== app && !found.includes(each),
    );
    found.push(...level);
  }
  return found;
}

/** Node finds there what is declared once for all packages, such as TypeScript. */
function rootOf(app: Package, { packages }: Repository): readonly Package[] {
  return packages.filter(({ directory }) => directory === '' && app.directory !== '');
}

function readVersion(owner: Package, name: string, context: Context): VersionFound | undefined {
  const { repository, workspaceRoot, catalog, lock } = context;
  const { manifest, manifestFile, directory } = owner;
  const declared =
    manifest.dependencies?.[name] ?? manifest.devDependencies?.[name] ?? manifest.peerDependencies?.[name];
  if (declared === undefined) return undefined;
  const upwards = relative(repository.root, workspaceRoot).split(sep).join('/');
  const entry = catalog(name, declared);
  const range = plainRange(entry?.range ?? declared);
  const place = entry
    ? { file: posix.join(upwards, entry.file), line: entry.line }
    : { file: manifestFile, line: lineOfKey(repository.read(manifestFile) ?? '', name) };
  const folder = join(repository.root, directory);
  const locked = lock?.find({
    directory: relative(workspaceRoot, folder).split(sep).join('/'),
    name,
    ranges: [declared, range],
  });
  const onDisk = installedVersion(folder, workspaceRoot, name);
  const found = [
    ...(lock && locked !== undefined ? [{ version: locked, by: posix.join(upwards, lock.path) }] : []),
    ...(onDisk === undefined ? [] : [{ version: onDisk, by: 'node_modules' }]),
  ].find(({ version }) => mayBeOf(version, range));
  return { range, ...place, installed: found?.version ?? null, installedBy: found?.by ?? null };
}

/** `npm:next@^16.0.0` asks for another name, `workspace:^` for a package here; the version is what follows. */
function plainRange(declared: string): string {
  return declared.replace(/^npm:(?:@[^/]+\/)?[^@]+@/, '').replace(/^workspace:/, '');
}

/** The manifest may have been changed since the last installation: then the old version says nothing. A tag says nothing about versions. */
function mayBeOf(version: string, range: string): boolean {
  return semver.validRange(range) === null || semver.satisfies(version, range, { includePrerelease: true });
}
