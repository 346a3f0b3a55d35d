import type { LoadedClerk } from '@clerk/shared/types';
import type { OrganizationTarget } from '../organization-target.ts';

/**
 * Finds the id of the organization that an address names among those of the signed-in person.
 *
 * @returns null: the personal account. undefined: the address names nothing, or nothing that is theirs.
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
 * Makes clerk-js act in the organization that the address names. It begins with the one that was chosen last in any tab.
 *
 * @source Clerk docs "setActive()"; `@clerk/clerk-js` 6.34.1 `Client.lastActiveSessionId`, `Session.lastActiveOrganizationId`.
 */
export async function followAddress(clerk: LoadedClerk, target: OrganizationTarget | null): Promise<void> {
  const { session } = clerk;
  const organization = targetOrganizationId(session, target);
  if (!session || organization === undefined || session.lastActiveOrganizationId === organization) return;
  await clerk.setActive({ session: session.id, organization });
}
