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

/** Returns the version that would be installed; undefined where the file does not say it. */
type Look = (text: string, wanted: Wanted) => string | undefined;

/** The lock files that can be read, in the order in which one of several is believed. */
export const LOCK_FILES: Readonly<Record<string, Look>> = {
  'pnpm-lock.yaml': lookInPnpm,
  'bun.lock': lookInBun,
  'yarn.lock': lookInYarn,
  'package-lock.json': lookInNpm,
  'npm-shrinkwrap.json': lookInNpm,
};

/**
 * Looks a dependency up in a lock file.
 *
 * @param file Its name, a key of `LOCK_FILES`.
 * @returns An exact version; undefined when the file cannot be read, or does not say it.
 */
export function lockedVersion(file: string, text: string, wanted: Wanted): string | undefined {
  try {
    return semver.valid(LOCK_FILES[file]?.(text, wanted)) ?? undefined;
  } catch {
    // A lock file with marks of a merge conflict is one that says nothing.
    return undefined;
  }
}

const Npm = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })).optional(),
  dependencies: z.record(z.string(), z.looseObject({ version: z.string() })).optional(),
});

/** @source npm docs "package-lock.json": `packages` by path since version 2; `dependencies` by name before. */
function lookInNpm(text: string, { directory, name }: Wanted): string | undefined {
  const { packages, dependencies } = Npm.parse(JSON.parse(text));
  if (!packages) return dependencies?.[name]?.version;
  const folders = directory === '' ? [] : directory.split('/');
  const paths = folders.map((_, at) => `${folders.slice(0, folders.length - at).join('/')}/`);
  return [...paths, ''].flatMap((path) => packages[`${path}node_modules/${name}`]?.version ?? [])[0];
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
function lookInPnpm(text: string, { directory, name }: Wanted): string | undefined {
  for (const document of parseAllDocuments(text)) {
    const found = Pnpm.safeParse(document.toJS()).data;
    const importer = found?.importers ? found.importers[directory || '.'] : found;
    const version = [importer?.dependencies, importer?.devDependencies, importer?.optionalDependencies]
      .flatMap((entries) => entries?.[name] ?? [])
      .at(0);
    // 16.4.6(react@19.3.1), in older files 16.4.6_react@19.3.1
    if (version !== undefined) return version.replace(/[(_].*$/, '');
  }
  return undefined;
}

const Bun = z.object({
  workspaces: z.record(z.string(), z.looseObject({ name: z.string().optional() })).default({}),
  packages: z.record(z.string(), z.tuple([z.string()], z.unknown())),
});

/** A package that is installed for one of the workspace's alone has the name of that one in front. */
function lookInBun(text: string, { directory, name }: Wanted): string | undefined {
  const { workspaces, packages } = Bun.parse(parseJsonWithComments(text, [], { allowTrailingComma: true }));
  const owner = workspaces[directory]?.name;
  const [spec] = (owner === undefined ? undefined : packages[`${owner}/${name}`]) ?? packages[name] ?? [];
  return spec?.slice(spec.lastIndexOf('@') + 1);
}

/**
 * The first yarn has `next@^16.0.0, next@16:` with `version "16.4.6"`; newer ones `"next@npm:^16.0.0, next@npm:16":` with
 * `version: 16.4.6`. One reading serves both.
 */
function lookInYarn(text: string, { name, ranges }: Wanted): string | undefined {
  const entries = text.split(/\n(?=\S)/).flatMap((entry) => {
    const header = /^(?!#)(.+):\n/.exec(entry)?.[1];
    const version = /^ {2}version:? "?([^"\n]+)"?$/m.exec(entry)?.[1];
    if (header === undefined || version === undefined) return [];
    const keys = header.replaceAll('"', '').split(/,\s*/);
    return keys.some((key) => key.startsWith(`${name}@`)) ? [{ keys, version }] : [];
  });
  const asked = ranges.flatMap((range) => [`${name}@${range}`, `${name}@npm:${range}`]);
  const own = entries.find(({ keys }) => keys.some((key) => asked.includes(key)));
  return (own ?? (entries.length === 1 ? entries[0] : undefined))?.version;
}
