import { parse } from 'yaml';
import { z } from 'zod';

/** What a lock file is asked. Folders are relative to that of the lock file; '' is its own. */
export interface LockQuestion {
  /** Of the package that has the dependency. */
  readonly directory: string;
  /** Name of that package, as its manifest has it. */
  readonly owner: string | undefined;
  readonly name: string;
  /** As declared in the manifest. */
  readonly range: string;
}

/** The exact version of a dependency; undefined where the file does not have it. */
export type LockLookUp = (question: LockQuestion) => string | undefined;

/** How a package manager writes what it has resolved. `read` returns undefined where the text is not of that form. */
export interface LockFormat {
  readonly file: string;
  /** What installs from the manifest and writes the file anew. */
  readonly install: string;
  readonly read: (text: string) => LockLookUp | undefined;
}

/** @source npm docs "package-lock.json"; pnpm 9 and 10, yarn 1 and 4, bun 1.2: files that they wrote. */
export const LOCK_FORMATS: readonly LockFormat[] = [
  { file: 'pnpm-lock.yaml', install: 'pnpm install', read: readPnpm },
  { file: 'package-lock.json', install: 'npm install', read: readNpm },
  { file: 'npm-shrinkwrap.json', install: 'npm install', read: readNpm },
  { file: 'yarn.lock', install: 'yarn install', read: readYarn },
  { file: 'bun.lock', install: 'bun install', read: readBun },
  // Binary: what it has resolved cannot be read without bun.
  { file: 'bun.lockb', install: 'bun install', read: () => undefined },
];

const NpmLock = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })).optional(),
  dependencies: z.record(z.string(), z.looseObject({ version: z.string().optional() })).optional(),
});

function readNpm(text: string): LockLookUp | undefined {
  const lock = NpmLock.safeParse(parseJson(text)).data;
  if (!lock) return undefined;
  return ({ directory, name }) => {
    for (const folder of upwards(directory)) {
      const found = lock.packages?.[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]?.version;
      if (found !== undefined) return found;
    }
    return lock.dependencies?.[name]?.version;
  };
}

/** A folder, then those around it; '' last. */
function upwards(directory: string): readonly string[] {
  const parts = directory === '' ? [] : directory.split('/');
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), ''];
}

const PnpmVersion = z.union([
  z.string(),
  z.object({ version: z.string() }).transform(({ version }) => version),
]);
const PnpmGroup = z.record(z.string(), PnpmVersion.catch('')).optional().catch(undefined);
const PnpmImporter = z.object({
  dependencies: PnpmGroup,
  devDependencies: PnpmGroup,
  optionalDependencies: PnpmGroup,
});
const PnpmLock = PnpmImporter.extend({ importers: z.record(z.string(), PnpmImporter).optional() });

/** Only the part that says what each package of the workspace got: the rest is long. */
function readPnpm(text: string): LockLookUp | undefined {
  const head = text.split(/^(?:packages|snapshots):/m)[0] ?? '';
  const lock = PnpmLock.safeParse(parseYaml(head)).data;
  if (!lock) return undefined;
  return ({ directory, name }) => {
    const importer = lock.importers ? lock.importers[directory === '' ? '.' : directory] : lock;
    const found =
      importer?.dependencies?.[name] ??
      importer?.devDependencies?.[name] ??
      importer?.optionalDependencies?.[name];
    // `16.2.6(react@19.3.1)`, `16.2.6_react@19.3.1`, `link:../ui`.
    return /^\d[\w.+-]*?(?=[(_]|$)/.exec(found ?? '')?.[0];
  };
}

/** Entries of yarn 1 and of later ones: a line of `name@range` keys, then their version. */
function readYarn(text: string): LockLookUp | undefined {
  const versions = new Map<string, string>();
  let keys: readonly string[] = [];
  for (const line of text.split('\n')) {
    if (/^["@\w].*:\s*$/.test(line)) {
      keys = line.replace(/:\s*$/, '').replaceAll('"', '').split(/,\s*/);
    } else {
      const version = /^ {2}version:? "?([^"\s]+)"?/.exec(line)?.[1];
      for (const key of version === undefined ? [] : keys) versions.set(key, version ?? '');
    }
  }
  if (versions.size === 0) return undefined;
  return ({ name, range }) => versions.get(`${name}@${range}`) ?? versions.get(`${name}@npm:${range}`);
}

/** `"next": ["next@16.2.6", …]`, and `"web/next"` where a package of the workspace has another version. */
function readBun(text: string): LockLookUp | undefined {
  const versions = new Map<string, string>();
  for (const match of text.matchAll(/^\s*"([^"]+)": \["((?:@[^/"@]+\/)?[^"@]+)@(\d[^"]*)"/gm)) {
    if (match[1]?.endsWith(match[2] ?? '')) versions.set(match[1], match[3] ?? '');
  }
  if (versions.size === 0) return undefined;
  return ({ owner, name }) =>
    (owner === undefined ? undefined : versions.get(`${owner}/${name}`)) ?? versions.get(name);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
