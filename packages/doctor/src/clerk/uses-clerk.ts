import type { Package, Repository } from '@repo/next-repository';

/** Packages of Clerk, and those of others that bring it. */
const CLERK = /^@clerk\/|^@hono\/clerk-auth$|^svelte-clerk$|^vue-clerk$|^@subdomain-sso\/auth$/;

/** Whether a package has a part of Clerk: it depends on one, by itself or through a package of the repository, or imports one. */
export function usesClerk(
  repository: Repository,
  owner: Package,
  seen: ReadonlySet<Package> = new Set(),
): boolean {
  if (seen.has(owner)) return false;
  const { dependencies, devDependencies, peerDependencies } = owner.manifest;
  const names = new Set(Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies }));
  if ([...names].some((name) => CLERK.test(name))) return true;
  const inner = repository.packages.filter(
    ({ manifest }) => manifest.name !== undefined && names.has(manifest.name),
  );
  if (inner.some((one) => usesClerk(repository, one, new Set([...seen, owner])))) return true;
  // A monorepo may have the dependency at its root alone.
  return repository.sourcesOf(owner, /['"]@clerk\//).length > 0;
}
