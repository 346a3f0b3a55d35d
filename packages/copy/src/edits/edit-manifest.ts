import semver from 'semver';
import { z } from 'zod';

const manifestSchema = z.looseObject({
  dependencies: z.record(z.string(), z.string()).exactOptional(),
  devDependencies: z.record(z.string(), z.string()).exactOptional(),
});

export interface ManifestEdit {
  readonly text: string;
  /** 'adds jose 6.2.17', one for each change; empty: the text is unchanged. */
  readonly changes: readonly string[];
  /** Remarks: where the target has a newer version, which is kept. */
  readonly notes: readonly string[];
}

/**
 * Adds dependencies to a package.json. A present version is raised where the wanted one is higher, and never lowered.
 *
 * @param text Of the package.json; indentation and order stay.
 * @param wanted Exact versions, ranges or files; what is no version replaces another of its kind, and is written unchanged.
 * @param field Where a new one goes.
 */
export function addDependencies(
  text: string,
  wanted: Readonly<Record<string, string>>,
  field: 'dependencies' | 'devDependencies' = 'dependencies',
): ManifestEdit {
  const manifest = manifestSchema.parse(JSON.parse(text));
  const dependencies = { ...manifest.dependencies };
  const devDependencies = { ...manifest.devDependencies };
  const [changes, notes]: [string[], string[]] = [[], []];
  for (const [name, version] of Object.entries(wanted)) {
    const places = { dependencies, devDependencies };
    const at =
      dependencies[name] !== undefined
        ? 'dependencies'
        : devDependencies[name] !== undefined
          ? 'devDependencies'
          : field;
    const place = places[at];
    const present = place[name];
    if (present === undefined || (version.startsWith('file:') && present !== version)) {
      changes.push(`adds ${name} ${version}`);
      place[name] = version;
    } else if (isLower(present, version)) {
      changes.push(`raises ${name} from ${present} to ${raised(present, version)}`);
      place[name] = raised(present, version);
    } else if (present !== version) {
      notes.push(`${name} ${present} is kept; it was tested with ${version}.`);
    }
  }
  if (changes.length === 0) return { text, changes, notes };
  const parts = {
    ...(Object.keys(dependencies).length > 0 && { dependencies: sorted(dependencies) }),
    ...(Object.keys(devDependencies).length > 0 && {
      devDependencies: manifest.devDependencies ? devDependencies : sorted(devDependencies),
    }),
  };
  // The schema's result would have its known fields first.
  const next = { ...JSON.parse(text), ...parts };
  return { text: formatLike(text, next), changes, notes };
}

function sorted(entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Adds entries to an object inside a package.json: `overrides`, `resolutions`. Existing entries stay.
 *
 * @param field Name of the object.
 */
export function addToField(
  text: string,
  field: string,
  entries: Readonly<Record<string, string>>,
): ManifestEdit {
  const manifest = z.looseObject({}).parse(JSON.parse(text));
  const present = z.record(z.string(), z.unknown()).safeParse(manifest[field]);
  const known = present.success ? present.data : {};
  const added = Object.entries(entries).filter(([name]) => known[name] === undefined);
  const changes = added.map(([name, version]) => `holds ${name} at ${version} (${field})`);
  const notes = Object.entries(entries).flatMap(([name, version]) =>
    known[name] !== undefined && known[name] !== version
      ? [`${field} already names ${name}; it was tested with ${version}.`]
      : [],
  );
  if (changes.length === 0) return { text, changes, notes };
  const next = { ...manifest, [field]: { ...known, ...Object.fromEntries(added) } };
  return { text: formatLike(text, next), changes, notes };
}

/** Keeps the `^` or `~` of the range: the installed version may be newer than ours, and stays so. */
function raised(range: string, version: string): string {
  return /^[\^~]/.exec(range) ? `${range.charAt(0)}${version}` : version;
}

/** Whether a range begins below a version. */
function isLower(range: string, version: string): boolean {
  const lowest = semver.validRange(range) ? semver.minVersion(range) : null;
  return lowest !== null && semver.valid(version) !== null && semver.lt(lowest, version) && range !== '*';
}

/** JSON with the indentation and the final line end of an earlier text. */
export function formatLike(before: string, value: unknown): string {
  const indentation = /^([ \t]+)"/m.exec(before)?.[1] ?? '  ';
  return JSON.stringify(value, null, indentation) + (before.endsWith('\n') ? '\n' : '');
}
