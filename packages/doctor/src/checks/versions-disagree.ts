import type { DependencyVersion, Package, Repository } from '@repo/next-repository';
import semver from 'semver';
import type { Finding, StaticCheck } from '../check.ts';
import { groupBy } from '../group-by.ts';

export const versionsDisagree: StaticCheck = {
  id: 'versions-disagree',
  kind: 'static',
  title: 'Apps of one workspace use different versions',
  whyItMatters:
    'Apps that share a session must agree on its cookies and tokens, and packages they share are type-checked with one version only. A security fix protects only the apps that have it.',
  fix: 'Raise every app to the newest of the versions; in a pnpm workspace a catalog keeps them equal.',
  severity: 'warning',
  run: (repository) => namesToCompare(repository).flatMap((name) => compare(repository.packages, name)),
};

/** Packages whose versions must be equal to share a session. */
function namesToCompare({ packages }: Repository): readonly string[] {
  const clerk = packages.flatMap(({ manifest }) =>
    Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((name) =>
      name.startsWith('@clerk/'),
    ),
  );
  return [...new Set(['next', 'react', ...clerk])];
}

function compare(packages: readonly Package[], name: string): readonly Finding[] {
  return groupBy(packages, ({ workspace }) => workspace).flatMap((members) => compareMembers(members, name));
}

/** Packages that are installed together. */
function compareMembers(members: readonly Package[], name: string): readonly Finding[] {
  // A peer range says what a package supports, not what it uses.
  const uses = members.flatMap((owner) => {
    const { dependencies, devDependencies } = owner.manifest;
    const dependency = (dependencies?.[name] ?? devDependencies?.[name]) ? owner.dependency(name) : undefined;
    return dependency ? [dependency] : [];
  });
  const newest = uses.toSorted((one, other) => semver.rcompare(one.version, other.version))[0];
  if (!newest) return [];
  const older = uses.filter((use) => isOlder(use, newest));
  return groupBy(older, ({ version }) => version).flatMap((same) =>
    same[0] ? [report(name, same[0], same, newest)] : [],
  );
}

/** Ranges that one version satisfies may well be installed as one. */
function isOlder(use: DependencyVersion, newest: DependencyVersion): boolean {
  if (use.version === newest.version) return false;
  if (use.isExact && newest.isExact) return true;
  return !semver.intersects(use.range, newest.range);
}

function report(
  name: string,
  { version, file, line }: DependencyVersion,
  same: readonly DependencyVersion[],
  newest: DependencyVersion,
): Finding {
  const places = new Set(same.map((one) => `${one.file}:${one.line}`));
  const here = places.size === 1 ? 'here' : `here and in ${places.size - 1} more`;
  return { saw: `${name} ${version} ${here}, ${newest.version} in ${newest.file}`, file, line };
}
