import type { LoadedClerk } from '@clerk/shared/types';
import { builtBasePath } from '../environment/build-env.ts';
import type { OrganizationTarget, TargetExpression } from '../registry/organization-target.ts';

/**
 * Finds the organization that an address names, in the browser.
 *
 * @param expressions From `targetExpressions()`, in their order.
 * @param pathname Of the page, as in the address bar: with the base path, which patterns do not name.
 * @returns null: none, so any may be active.
 */
export function addressTarget(
  expressions: readonly TargetExpression[],
  pathname: string,
): OrganizationTarget | null {
  const path = withoutBasePath(pathname, builtBasePath());
  for (const { source, kind, group } of expressions) {
    const found = new RegExp(source, 'i').exec(path);
    if (!found) continue;
    if (kind === 'personal') return { kind };
    const value = found[group];
    if (value) return { kind, value };
  }
  return null;
}

function withoutBasePath(pathname: string, basePath: string): string {
  if (basePath === '' || !`${pathname}/`.startsWith(`${basePath}/`)) return pathname;
  return pathname.slice(basePath.length) || '/';
}

/**
 * Finds the id of the organization that an address names among those of the signed-in user.
 *
 * @returns null: the personal account. undefined: the address names none, or the user is no member of it.
 */
export function targetOrganizationId(
  session: LoadedClerk['session'],
  target: OrganizationTarget | null,
): string | null | undefined {
  if (!session || !target) return undefined;
  if (target.kind === 'personal') return null;
  const { kind, value } = target;
  return session.user?.organizationMemberships.find(({ organization }) => organization[kind] === value)
    ?.organization.id;
}

/**
 * Makes the organization of the address the active one in clerk-js, which begins with the one that was chosen last in any tab.
 *
 * @source Clerk docs "setActive()"; `@clerk/clerk-js` 6.34.1 `Client.lastActiveSessionId`, `Session.lastActiveOrganizationId`.
 */
export async function followAddress(clerk: LoadedClerk, target: OrganizationTarget | null): Promise<void> {
  const { session } = clerk;
  const organization = targetOrganizationId(session, target);
  if (!session || organization === undefined || session.lastActiveOrganizationId === organization) return;
  await clerk.setActive({ session: session.id, organization });
}
