import { dirname, join } from 'node:path';
import semver from 'semver';
import { z } from 'zod';
import { lineOfKey } from './line-of.ts';
import { readCatalogs } from './versions/catalogs.ts';
import { installedVersion } from './versions/installed-version.ts';
import type { LockFinder } from './versions/lock-files.ts';
import { readWorkspaces } from './versions/workspaces.ts';

const Versions = z.record(z.string(), z.string()).catch({});

const Manifest = z.object({
  name: z.string().optional().catch(undefined),
  dependencies: Versions.optional(),
  devDependencies: Versions.optional(),
  peerDependencies: Versions.optional(),
  exports: z.unknown().optional(),
  main: z.string().optional().catch(undefined),
  module: z.string().optional().catch(undefined),
});

export type Manifest = z.infer<typeof Manifest>;

/** A version of a dependency, and where it is declared. */
export interface DependencyVersion {
  /** The installed one, else that of the lock file, else the lowest the declaration allows. */
  readonly version: string;
  /** Whether it is in a `node_modules`. */
  readonly isInstalled: boolean;
  /** Whether it is known, not only the lowest that may be installed. */
  readonly isExact: boolean;
  /** As declared; for `catalog:` the range of the catalog. */
  readonly range: string;
  /** Where the range is written: the manifest, or the file of the catalog. */
  readonly file: string;
  readonly line: number;
}

/** One package.json of the repository, and what it declares. */
export interface Package {
  /** Relative to the root; '' is the root. */
  readonly directory: string;
  readonly manifestFile: string;
  readonly manifest: Manifest;
  /** Folder of the workspace that it is installed with; its own where it is a member of none. */
  readonly workspace: string;
  /** undefined: not a dependency of this package, or its version is not known. */
  dependency(name: string): DependencyVersion | undefined;
}

/** Every package of the repository. A manifest that is not JSON is left out: the package manager reports it. */
export function readPackages(
  root: string,
  files: readonly string[],
  read: (file: string) => string | undefined,
  findLock: LockFinder,
): readonly Package[] {
  const catalog = readCatalogs(read);
  const manifests = files.filter((file) => file === 'package.json' || file.endsWith('/package.json'));
  const workspaceOf = readWorkspaces(manifests.map(directoryOf), read);
  return manifests.flatMap((manifestFile) => {
    const text = read(manifestFile);
    const manifest = text === undefined ? undefined : parseManifest(text);
    if (text === undefined || !manifest) return [];
    const directory = directoryOf(manifestFile);
    const lock = findLock(directory);
    const lockedVersion = (name: string, range: string) =>
      lock?.look?.({
        directory: directory.slice(lock.directory === '' ? 0 : lock.directory.length + 1),
        owner: manifest.name,
        name,
        range,
      });
    const dependency = (name: string): DependencyVersion | undefined => {
      const declared =
        manifest.dependencies?.[name] ??
        manifest.devDependencies?.[name] ??
        manifest.peerDependencies?.[name];
      if (declared === undefined) return undefined;
      const place = catalog(name, declared) ?? {
        range: declared,
        file: manifestFile,
        line: lineOfKey(text, name),
      };
      const installed = installedVersion(join(root, directory), root, name);
      const exact = installed ?? validVersion(lockedVersion(name, place.range));
      const version = exact ?? lowest(place.range);
      return version === undefined
        ? undefined
        : {
            version,
            isInstalled: installed !== undefined,
            isExact: exact !== undefined || isPinned(place.range),
            ...place,
          };
    };
    const workspace = workspaceOf(directory) ?? directory;
    return [{ directory, manifestFile, manifest, workspace, dependency: memoized(dependency) }];
  });
}

/** Asked again for every check. */
function memoized<Value>(look: (name: string) => Value): (name: string) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (name) => {
    const found = known.get(name) ?? { value: look(name) };
    known.set(name, found);
    return found.value;
  };
}

function directoryOf(manifestFile: string): string {
  return manifestFile === 'package.json' ? '' : dirname(manifestFile);
}

/** A lock file may hold an address or a path in place of a version. */
function validVersion(version: string | undefined): string | undefined {
  return version === undefined ? undefined : (semver.valid(version) ?? undefined);
}

function isPinned(range: string): boolean {
  return semver.valid(range) !== null;
}

function parseManifest(text: string): Manifest | undefined {
  try {
    return Manifest.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A tag (`latest`), a path or an address says nothing about the version. */
function lowest(range: string): string | undefined {
  return semver.validRange(range) === null ? undefined : semver.minVersion(range)?.version;
}
