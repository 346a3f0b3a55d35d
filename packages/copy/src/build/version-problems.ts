import semver from 'semver';
import { CopyError } from '../errors.ts';
import type { NeededVersions } from '../source/needed-versions.ts';
import type { DeclaredVersion, NextApp, Target } from '../target/target.ts';
import type { VersionFound } from '../target/versions/version-found.ts';
import type { BuildProblem } from './build-problem.ts';

/** Apps that take part in a copy. */
interface Placements {
  readonly placements: readonly { readonly directory: string; readonly app: string }[];
}

/** Refused, rather than only reported: with them nothing of the package runs. */
interface VersionRule {
  readonly name: string;
  readonly seen: (app: NextApp) => VersionFound | null;
  readonly needed: (versions: NeededVersions) => string;
  readonly why: string;
}

const RULES: readonly VersionRule[] = [
  {
    name: 'next',
    seen: ({ versions }) => versions.next,
    needed: ({ next }) => next,
    why: '@clerk/nextjs 7 does not run below it, and proxy.ts is new in Next.js 16',
  },
  {
    name: '@clerk/nextjs',
    seen: ({ versions }) => versions.clerk,
    needed: ({ clerk }) => clerk,
    why: 'the package is built on it, and two versions of Clerk’s packages would be installed beside each other',
  },
  {
    name: 'react',
    seen: ({ versions }) => versions.react,
    needed: ({ react }) => react,
    why: 'the components of the package use what is new in it',
  },
];

/**
 * Finds the versions of an app with which the package does not run. What is installed counts; without a lock file, what the
 * range allows at best. A tag (`latest`), a path or an address says nothing, and is no problem.
 */
export function findVersionProblems(
  app: NextApp,
  name: string,
  versions: NeededVersions,
): readonly BuildProblem[] {
  return RULES.flatMap((rule): readonly BuildProblem[] => {
    const found = rule.seen(app);
    const needed = rule.needed(versions);
    if (!found || isSupported(found, needed)) return [];
    return [
      {
        code: 'version_unsupported',
        app: name,
        what: `${rule.name} ${describe(found)}`,
        why: `${needed} is needed: ${rule.why}`,
        fix: `Upgrade ${rule.name} to ${needed} first; \`pnpm sso doctor --fix\` fixes what can be fixed by a program.`,
      },
    ];
  });
}

/**
 * Refuses a copy into apps with versions that do not run with it.
 *
 * @throws {CopyError} `target_unsupported`: names each app, file and line, the version there, and the version needed.
 */
export function assertVersions(
  target: Pick<Target, 'apps'>,
  { placements }: Placements,
  versions: NeededVersions,
): void {
  const problems = placements.flatMap(({ directory, app }) => {
    const found = target.apps.find((each) => each.directory === directory);
    return found ? findVersionProblems(found, app, versions) : [];
  });
  if (problems.length === 0) return;
  const lines = problems.map(({ app, what, why, fix }) => `${app}: ${what}. ${why}. ${fix}`);
  throw new CopyError('target_unsupported', lines.join('\n'));
}

/** Finds forced versions (`overrides`, `resolutions`) with which two versions of a package would be needed at once. */
export function findPinProblems(
  pins: readonly DeclaredVersion[],
  versions: NeededVersions,
): readonly BuildProblem[] {
  const needed: Readonly<Record<string, string>> = {
    next: versions.next,
    react: versions.react,
    '@clerk/nextjs': versions.clerk,
    '@clerk/shared': versions.clerkShared,
  };
  return pins.flatMap(({ name, range, file, line }): readonly BuildProblem[] => {
    const wanted = needed[name];
    if (wanted === undefined || !semver.validRange(range) || intersects(range, wanted)) return [];
    return [
      {
        code: 'version_pinned',
        app: null,
        what: `${file}:${line} forces ${name} ${range}`,
        why: `the package needs ${wanted}; with another version its imports lead to code that is not there, or to a second copy with a state of its own`,
        fix: `Take the entry out, or raise it to ${wanted}.`,
      },
    ];
  });
}

function isSupported({ installed, range }: VersionFound, needed: string): boolean {
  if (installed !== null) return semver.satisfies(installed, needed, { includePrerelease: true });
  return !semver.validRange(range) || intersects(range, needed);
}

function intersects(a: string, b: string): boolean {
  return semver.intersects(a, b, { includePrerelease: true });
}

function describe({ installed, installedBy, range, file, line }: VersionFound): string {
  const place = `${file}:${line}`;
  return installed === null
    ? `${range} (${place})`
    : `${installed} (${installedBy ?? 'installed'}; ${place} asks for ${range})`;
}
