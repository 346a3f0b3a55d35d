import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeGraph, createCodeGraph } from './code/code-graph.ts';
import { parseSource, type Source, type SourceReader } from './code/source.ts';
import { listFiles } from './list-files.ts';
import { type NextApp, readApps } from './next-app.ts';
import { type Package, readPackages } from './package.ts';
import { createLockFinder, type LockFinder } from './versions/lock-files.ts';

/** A repository, read from its files; no code of it is run. Paths are relative to the root, with `/`. */
export interface Repository {
  /** Absolute. */
  readonly root: string;
  /** Every file that git tracks or would track; without git, every file outside of installed and built folders. */
  readonly files: readonly string[];
  /** Whether it is a git repository. Without git, nothing is known about commits. */
  readonly hasGit: boolean;
  readonly packages: readonly Package[];
  /** The packages that are Next.js apps. */
  readonly apps: readonly NextApp[];
  /** undefined: there is no such file, or it cannot be read. */
  read(file: string): string | undefined;
  readonly source: SourceReader;
  /**
   * Parsed files of a package, without those of packages inside of it, tests and declarations.
   *
   * @param mentions Only files whose text has it are parsed and returned. A `g` flag would skip some.
   */
  sourcesOf(owner: Package, mentions?: RegExp): readonly Source[];
  /** Every file of code of a package, as `sourcesOf` returns them parsed. */
  codeOf(owner: Package): readonly string[];
  /** The package a file belongs to: the innermost. */
  packageOf(file: string): Package | undefined;
  /** The lock file that decides for a folder. */
  readonly lockOf: LockFinder;
  /** What code leads to, from file to file. */
  readonly graph: CodeGraph;
}

/**
 * Opens a repository. Sources are parsed once, when they are first read.
 *
 * @param root Absolute path of an existing folder.
 */
export function openRepository(root: string): Repository {
  const { files, hasGit } = listFiles(root);
  const texts = new Map<string, string | undefined>();
  const sources = new Map<string, Source | undefined>();
  const read = memoize(texts, (file) => readText(join(root, file)));
  const lockOf = createLockFinder(files, read);
  const packages = readPackages(root, files, read, lockOf);
  const byDirectory = new Map(packages.map((one) => [one.directory, one]));
  const packageOf = (file: string) => innermost(byDirectory, file);
  const source = memoize(sources, (file) => {
    const text = read(file);
    return text === undefined ? undefined : parseSource(file, text);
  });
  const code = groupCode(files, packageOf);
  const codeOf = (owner: Package) => code.get(owner.directory) ?? [];
  const sourcesOf = (owner: Package, mentions?: RegExp) =>
    codeOf(owner).flatMap((file) =>
      mentions && !mentions.test(read(file) ?? '') ? [] : (source(file) ?? []),
    );
  const apps = readApps(packages, files);
  const repository = {
    root,
    files,
    hasGit,
    packages,
    apps,
    read,
    source,
    sourcesOf,
    codeOf,
    packageOf,
    lockOf,
  };
  return { ...repository, graph: createCodeGraph(repository) };
}

/** By the directory of the package. */
function groupCode(
  files: readonly string[],
  packageOf: (file: string) => Package | undefined,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files.filter(isProductCode)) {
    const directory = packageOf(file)?.directory;
    if (directory === undefined) continue;
    const group = groups.get(directory);
    if (group) group.push(file);
    else groups.set(directory, [file]);
  }
  return groups;
}

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const NOT_PRODUCT = /\.(?:test|spec|stories|fixture|d)\.[cm]?[jt]sx?$|(?:^|\/)(?:__tests__|__mocks__)\//;

function isProductCode(file: string): boolean {
  return CODE.test(file) && !NOT_PRODUCT.test(file);
}

function innermost(byDirectory: ReadonlyMap<string, Package>, file: string): Package | undefined {
  for (let at = file.lastIndexOf('/'); at !== -1; at = file.lastIndexOf('/', at - 1)) {
    const found = byDirectory.get(file.slice(0, at));
    if (found) return found;
    if (at === 0) break;
  }
  return byDirectory.get('');
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function memoize<Value>(known: Map<string, Value>, make: (key: string) => Value): (key: string) => Value {
  return (key) => {
    const value = known.get(key);
    // A known value may itself be undefined; the type of `get` cannot tell that from absence.
    if (value !== undefined || known.has(key)) return value as Value;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
