import type { DependencyVersion, Repository } from '@repo/next-repository';
import semver from 'semver';
import type { Change, Finding } from '../check.ts';

/** A fault of a package, and the versions that fix it: the first one of each line that got the fix. */
export interface Floor {
  readonly name: string;
  /** Ascending; lines older than the first never got the fix. */
  readonly fixedIn: readonly string[];
  readonly fault: string;
  /** The first version that has the fault; absent when all before the fix do. */
  readonly since?: string;
}

/** What a version lacks: the first version of its own line that has the fix, else the lowest above it. */
function missingFix(version: string, { fixedIn, since }: Floor): string | undefined {
  if (since !== undefined && semver.lt(version, since)) return undefined;
  const sameLine = fixedIn.find(
    (fixed) => semver.major(fixed) === semver.major(version) && semver.minor(fixed) === semver.minor(version),
  );
  const sameMajor = fixedIn.filter((fixed) => semver.major(fixed) === semver.major(version));
  const newest = fixedIn.at(-1);
  const wanted =
    sameLine ??
    sameMajor.find((fixed) => semver.gt(fixed, version)) ??
    (sameMajor.length === 0 ? newest : undefined);
  return wanted !== undefined && semver.lt(version, wanted) ? wanted : undefined;
}

/** Every package below one of the floors. A version that packages share through a catalog is reported once. */
export function belowFloors(repository: Repository, floors: readonly Floor[]): readonly Finding[] {
  const findings = repository.packages.flatMap((owner) =>
    floors.flatMap((floor): readonly Finding[] => {
      const dependency = owner.dependency(floor.name);
      const wanted = dependency && missingFix(dependency.version, floor);
      if (!dependency || wanted === undefined) return [];
      const { file, line, version } = dependency;
      const saw = `${floor.name} ${version}: ${floor.fault}. Fixed in ${wanted}`;
      return [{ saw, file, line, changes: raise(repository, floor.name, dependency, wanted) }];
    }),
  );
  return uniqueBy(findings, ({ file, line, saw }) => `${file}:${line}:${saw}`);
}

/** Writes the fixed version where the range is declared, and keeps the operator. */
function raise(
  repository: Repository,
  name: string,
  { file, range, version }: DependencyVersion,
  wanted: string,
): readonly Change[] {
  // Another major version needs more than a new number.
  if (semver.major(version) !== semver.major(wanted)) return [];
  const text = repository.read(file) ?? '';
  const written = new RegExp(`(["']?)${escapePattern(name)}\\1\\s*:\\s*(["']?)(${escapePattern(range)})\\2`);
  const match = written.exec(text);
  const operator = /^[\^~]|^>=\s*/.exec(range)?.[0] ?? '';
  if (!match || !/^(?:[\^~]|>=\s*)?\d[\w.+-]*$/.test(range)) return [];
  const end = match.index + match[0].length - (match[2] ?? '').length;
  return [{ kind: 'replace', file, start: end - range.length, end, text: `${operator}${wanted}` }];
}

/** A text as a regular expression that matches exactly it. */
function escapePattern(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function uniqueBy<Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
