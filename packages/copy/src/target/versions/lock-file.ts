import { parse as parseJsonWithComments } from 'jsonc-parser';
import semver from 'semver';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** What is looked for in a lock file. */
export interface Wanted {
  /** Folder of the package that depends on it, relative to the folder of the lock file; '' is that folder. */
  readonly directory: string;
  /** Name of the dependency. */
  readonly name: string;
  /** As the manifest declares it, and what a catalog has for it: yarn's lock file is keyed by them. */
  readonly ranges: readonly string[];
}

/** Looks a dependency up: the exact version that would be installed; undefined where the file does not say it. */
export type LockFile = (wanted: Wanted) => string | undefined;

/** The lock files that can be read, in the order in which one of several is believed. */
export const LOCK_FILES: Readonly<Record<string, (text: string) => LockFile>> = {
  'pnpm-lock.yaml': readPnpm,
  'bun.lock': readBun,
  'yarn.lock': readYarn,
  'package-lock.json': readNpm,
  'npm-shrinkwrap.json': readNpm,
};

/**
 * Reads a lock file, once for all that is looked up in it.
 *
 * @param file Its name, a key of `LOCK_FILES`.
 * @returns Finds nothing where the file cannot be read, such as one with marks of a merge conflict.
 */
export function readLockFile(file: string, text: string): LockFile {
  try {
    const look = LOCK_FILES[file]?.(text);
    return (wanted) => semver.valid(look?.(wanted)) ?? undefined;
  } catch {
    return () => undefined;
  }
}

const Npm = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })).optional(),
  dependencies: z.record(z.string(), z.looseObject({ version: z.string() })).optional(),
});

/** @source npm docs "package-lock.json": `packages` by path since version 2; `dependencies` by name before. */
function readNpm(text: string): LockFile {
  const { packages, dependencies } = Npm.parse(JSON.parse(text));
  return ({ directory, name }) => {
    if (!packages) return dependencies?.[name]?.version;
    const folders = directory === '' ? [] : directory.split('/');
    const paths = folders.map((_, at) => `${folders.slice(0, folders.length - at).join('/')}/`);
    return [...paths, ''].flatMap((path) => packages[`${path}node_modules/${name}`]?.version ?? [])[0];
  };
}

const PnpmEntries = z
  .record(
    z.string(),
    z.union([z.string(), z.looseObject({ version: z.string() }).transform(({ version }) => version)]),
  )
  .optional()
  .catch(undefined);
const PnpmImporter = z.looseObject({
  dependencies: PnpmEntries,
  devDependencies: PnpmEntries,
  optionalDependencies: PnpmEntries,
});
const Pnpm = PnpmImporter.extend({ importers: z.record(z.string(), PnpmImporter).optional() });

/** A single package has its dependencies at the top before version 9; newer files may hold several documents. */
function readPnpm(text: string): LockFile {
  const documents = parseAllDocuments(text).flatMap((document): readonly z.infer<typeof Pnpm>[] => {
    const { data } = Pnpm.safeParse(document.toJS());
    return data ? [data] : [];
  });
  return ({ directory, name }) => {
    const importers = documents.flatMap((found): readonly z.infer<typeof PnpmImporter>[] => {
      const importer = found.importers ? found.importers[directory || '.'] : found;
      return importer ? [importer] : [];
    });
    const [version] = importers
      .flatMap((each) => [each.dependencies, each.devDependencies, each.optionalDependencies])
      .flatMap((entries) => entries?.[name] ?? []);
    // 16.4.6(react@19.3.1), in older files 16.4.6_react@19.3.1
    return version?.replace(/[(_].*$/, '');
  };
}

const Bun = z.object({
  workspaces: z.record(z.string(), z.looseObject({ name: z.string().optional() })).default({}),
  packages: z.record(z.string(), z.tuple([z.string()], z.unknown())),
});

/** A package that is installed for one of the workspace's alone has the name of that one in front. */
function readBun(text: string): LockFile {
  const { workspaces, packages } = Bun.parse(parseJsonWithComments(text, [], { allowTrailingComma: true }));
  return ({ directory, name }) => {
    const owner = workspaces[directory]?.name;
    const [spec] = (owner === undefined ? undefined : packages[`${owner}/${name}`]) ?? packages[name] ?? [];
    return spec?.slice(spec.lastIndexOf('@') + 1);
  };
}

/**
 * The first yarn has `next@^16.0.0, next@16:` with `version "16.4.6"`; newer ones `"next@npm:^16.0.0, next@npm:16":` with
 * `version: 16.4.6`. One reading serves both.
 */
function readYarn(text: string): LockFile {
  const entries = text.split(/\n(?=\S)/).flatMap((entry) => {
    const header = /^(?!#)(.+):\n/.exec(entry)?.[1];
    const version = /^ {2}version:? "?([^"\n]+)"?$/m.exec(entry)?.[1];
    if (header === undefined || version === undefined) return [];
    return [{ keys: header.replaceAll('"', '').split(/,\s*/), version }];
  });
  return ({ name, ranges }) => {
    const ofName = entries.filter(({ keys }) => keys.some((key) => key.startsWith(`${name}@`)));
    const asked = ranges.flatMap((range) => [`${name}@${range}`, `${name}@npm:${range}`]);
    const own = ofName.find(({ keys }) => keys.some((key) => asked.includes(key)));
    return (own ?? (ofName.length === 1 ? ofName[0] : undefined))?.version;
  };
}
