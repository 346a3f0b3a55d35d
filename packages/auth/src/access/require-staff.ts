import 'server-only';
import { readTopology } from '../environment/build-env.ts';
import { readRegistry } from '../environment/built-registry.ts';
import { staffOrganization } from '../registry/define-sso.ts';
import type { SignedIn, SignedInOrganization } from '../token/read-session.ts';
import { type GuardRequirement, requireOrganization } from './guards.ts';

/**
 * Requires a signed-in user whose active organization is the staff organization of `sso.config.ts`: the one that this app's
 * posture `{ staffOf }` names, or else the only one that any posture names.
 *
 * @returns As `requireOrganization` does.
 * @throws {AuthConfigError} `no_staff_organization`: no posture names one, or several do and this app's does not.
 * @example await requireStaff();
 */
export async function requireStaff(
  requirement: Omit<GuardRequirement, 'organization'> = {},
): Promise<SignedInOrganization> {
  return requireOrganization({ slug: staffOrganization(readRegistry(), readTopology().self) }, requirement);
}

/**
 * Whether a user acts in the staff organization: for links and notes. It protects nothing; call `requireStaff` for that.
 *
 * @throws {AuthConfigError} As `requireStaff` does.
 */
export function isStaff({ orgSlug }: Pick<SignedIn, 'orgSlug'>): boolean {
  return orgSlug === staffOrganization(readRegistry(), readTopology().self);
}
