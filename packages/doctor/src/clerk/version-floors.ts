import type { DependencyVersion, Package, Repository } from '@repo/next-repository';
import semver from 'semver';
import type { Change, Finding } from '../check.ts';
import { groupBy } from '../group-by.ts';

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

/** A dependency below a floor, and where it is declared. */
interface Below {
  readonly floor: Floor;
  readonly dependency: DependencyVersion;
  readonly wanted: string;
}

/**
 * Every version below one of the floors, once, whatever number of manifests has it. Where the version is only the lowest that
 * may be installed, and a fixed one may be too, it is a warning.
 *
 * @param isConcerned Chooses among the packages of the repository.
 */
export function belowFloors(
  repository: Repository,
  floors: readonly Floor[],
  isConcerned: (owner: Package, floor: Floor) => boolean = () => true,
): readonly Finding[] {
  const below = repository.packages.flatMap((owner) =>
    floors.flatMap((floor): readonly Below[] => {
      const dependency = owner.dependency(floor.name);
      const wanted = dependency && missingFix(dependency.version, floor);
      return dependency && wanted !== undefined && isConcerned(owner, floor)
        ? [{ floor, dependency, wanted }]
        : [];
    }),
  );
  const facts = groupBy(
    below,
    ({ floor, dependency, wanted }) => `${floor.name} ${dependency.version} ${wanted} ${floor.fault}`,
  );
  return facts.flatMap((same) => reportOnce(repository, same));
}

function reportOnce(repository: Repository, same: readonly Below[]): readonly Finding[] {
  const [first] = same;
  if (!first) return [];
  const { floor, dependency, wanted } = first;
  const { file, line, version, range, isExact } = dependency;
  const places = new Set(same.map((one) => `${one.dependency.file}:${one.dependency.line}`));
  const more = places.size === 1 ? '' : `, here and in ${places.size - 1} more`;
  const saw = `${floor.name} ${version}${more}: ${floor.fault}. Fixed in ${wanted}`;
  const lowest = semver.validRange(range) === null ? null : semver.minVersion(range);
  // The manifest was raised, and what it asks for is not installed yet.
  if (lowest !== null && semver.gte(lowest, wanted)) {
    return [{ saw: `${saw}, which ${range} asks for already`, file, line, fix: INSTALL }];
  }
  const mayBeFixed = !isExact && lowest !== null && semver.intersects(range, `>=${wanted}`);
  const changes = same.flatMap((one) => raise(repository, floor.name, one.dependency, wanted));
  return [{ saw, file, line, changes, ...(mayBeFixed ? { level: 'warning', fix: NOT_KNOWN } : {}) }];
}

const INSTALL = 'Install again: the lock file or node_modules still has the old version.';
const NOT_KNOWN =
  'Commit a lock file, or raise the range to the version named: what an installation brings is not known here.';

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
