import { dirname, join } from 'node:path';
import semver from 'semver';
import { z } from 'zod';
import { readCatalogs } from './catalogs.ts';
import { installedVersion } from './installed-version.ts';
import { lineOfKey } from './line-of.ts';

const Versions = z.record(z.string(), z.string()).catch({});

const Manifest = z.object({
  name: z.string().optional().catch(undefined),
  dependencies: Versions.optional(),
  devDependencies: Versions.optional(),
  peerDependencies: Versions.optional(),
  exports: z.unknown().optional(),
});

export type Manifest = z.infer<typeof Manifest>;

/** A version of a dependency, and where it is declared. */
export interface DependencyVersion {
  /** Exact: the installed one, else the lowest the declaration allows. */
  readonly version: string;
  readonly isInstalled: boolean;
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
  /** undefined: not a dependency of this package, or its version is not known. */
  dependency(name: string): DependencyVersion | undefined;
}

/** Every package of the repository. A manifest that is not JSON is left out: the package manager reports it. */
export function readPackages(
  root: string,
  files: readonly string[],
  read: (file: string) => string | undefined,
): readonly Package[] {
  const catalog = readCatalogs(read);
  return files
    .filter((file) => file === 'package.json' || file.endsWith('/package.json'))
    .flatMap((manifestFile) => {
      const text = read(manifestFile);
      const manifest = text === undefined ? undefined : parseManifest(text);
      if (text === undefined || !manifest) return [];
      const directory = manifestFile === 'package.json' ? '' : dirname(manifestFile);
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
        const version = installed ?? lowest(place.range);
        return version === undefined
          ? undefined
          : { version, isInstalled: installed !== undefined, ...place };
      };
      return [{ directory, manifestFile, manifest, dependency }];
    });
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
