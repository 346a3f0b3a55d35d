import type { DependencyVersion, Package, Repository } from '@repo/next-repository';
import semver from 'semver';
import type { Finding, StaticCheck } from '../check.ts';

export const versionsDisagree: StaticCheck = {
  id: 'versions-disagree',
  kind: 'static',
  title: 'Apps of one repository use different versions',
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
  // A peer range says what a package supports, not what it uses.
  const uses = packages.flatMap((owner) => {
    const { dependencies, devDependencies } = owner.manifest;
    const dependency = (dependencies?.[name] ?? devDependencies?.[name]) ? owner.dependency(name) : undefined;
    return dependency ? [dependency] : [];
  });
  const newest = uses.toSorted((one, other) => semver.rcompare(one.version, other.version))[0];
  if (!newest) return [];
  const older = uses.filter(({ version }) => version !== newest.version);
  const byPlace = new Map(older.map((use) => [`${use.file}:${use.line}`, use]));
  return [...byPlace.values()].map((use) => report(name, use, newest));
}

function report(
  name: string,
  { version, file, line }: DependencyVersion,
  newest: DependencyVersion,
): Finding {
  return { saw: `${name} ${version} here, ${newest.version} in ${newest.file}`, file, line };
}
