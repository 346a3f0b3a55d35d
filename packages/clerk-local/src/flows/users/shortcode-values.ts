import type { Instance } from '../../instance/instance.ts';
import type { OrganizationRow } from '../../store/organization-rows.ts';
import type { SessionRow } from '../../store/session-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';
import type { ShortcodeValues } from '../../tokens/claims-template.ts';
import { avatarUrl } from '../../wire/public-user.ts';
import { toUserJSON } from '../../wire/user.ts';
import { permissionsOf } from '../organizations/entitlements.ts';
import { findMembership, membershipsOf } from '../organizations/organizations.ts';
import { emailAddressesOf } from './users.ts';

/**
 * Values of the shortcodes that a claims template may name. Fields that the local Clerk does not have (phones, wallets) are null.
 *
 * @param organizationId The organization that the token acts for; null: the personal account, and every `org` field is null.
 * @source Clerk docs "JWT templates": list of shortcodes in the dashboard; times in Unix seconds.
 */
export function shortcodeValuesOf(
  instance: Instance,
  session: SessionRow,
  organizationId: string | null,
): ShortcodeValues {
  const user = instance.store.users.get(session.userId);
  const organization = instance.store.organizations.get(organizationId ?? '');
  const membership = organization && findMembership(instance, organization.id, session.userId);
  return {
    user: user ? userValues(instance, user) : {},
    org: organization && membership ? organizationValues(organization, membership.role) : {},
    org_membership: membership
      ? {
          id: membership.id,
          role: membership.role,
          public_metadata: membership.publicMetadata,
          permissions: permissionsOf(instance, membership).filter((key) => !key.startsWith('org:sys_')),
        }
      : {},
    session: { id: session.id, actor: session.actor },
  };
}

function userValues(instance: Instance, user: UserRow): Record<string, unknown> {
  const addresses = emailAddressesOf(instance, user.id);
  const primary = addresses.find(({ id }) => id === user.primaryEmailAddressId);
  const names = [user.firstName, user.lastName].filter(Boolean);
  const memberships = membershipsOf(instance, { userId: user.id });
  return {
    id: user.id,
    external_id: user.externalId,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    full_name: names.length === 0 ? null : names.join(' '),
    image_url: avatarUrl(instance, user.id, user.imageUrl),
    has_image: user.imageUrl !== null,
    primary_email_address: primary?.emailAddress ?? null,
    email_verified: primary?.verification?.status === 'verified',
    phone_number_verified: false,
    two_factor_enabled: toUserJSON(instance, user).two_factor_enabled,
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    organizations: Object.fromEntries(memberships.map((row) => [row.organizationId, row.role])),
    last_sign_in_at: toSeconds(user.lastSignInAtMs),
    created_at: toSeconds(user.createdAtMs),
    updated_at: toSeconds(user.updatedAtMs),
  };
}

function organizationValues(organization: OrganizationRow, role: string): Record<string, unknown> {
  return {
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    role,
    image_url: organization.imageUrl,
    has_image: organization.imageUrl !== null,
    public_metadata: organization.publicMetadata,
    created_at: toSeconds(organization.createdAtMs),
    updated_at: toSeconds(organization.updatedAtMs),
  };
}

function toSeconds(atMs: number | null): number | null {
  return atMs === null ? null : Math.floor(atMs / 1000);
}
