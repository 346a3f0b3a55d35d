import { emailAddressesOf } from '../../flows/users/users.ts';
import type { Instance } from '../../instance/instance.ts';
import type { OrganizationRow } from '../../store/organization-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { avatarUrl } from '../../wire/public-user.ts';

/** A user and what was granted about them. */
export interface GrantedView {
  scopes: readonly string[];
  /** Set where `user:org:read` was granted and the user is a member. */
  organization: OrganizationRow | undefined;
}

/** @source clerk/openapi-specs FAPI `OAuth.UserInfo`. */
export function toUserInfoJSON(instance: Instance, user: UserRow, view: GrantedView) {
  return {
    object: 'oauth_user_info' as const,
    instance_id: instance.instanceId,
    user_id: user.id,
    sub: user.id,
    ...toUserInfoClaims(instance, user, view),
  };
}

/** The claims of the granted scopes, and no others. @source OpenID Connect Core section 5.4; Clerk's own scopes. */
export function toUserInfoClaims(instance: Instance, user: UserRow, { scopes, organization }: GrantedView) {
  return {
    ...(scopes.includes('email') ? toEmailClaims(instance, user) : {}),
    ...(scopes.includes('profile') ? toProfileClaims(instance, user) : {}),
    ...(scopes.includes('public_metadata') ? { public_metadata: user.publicMetadata } : {}),
    ...(scopes.includes('private_metadata') ? { private_metadata: user.privateMetadata } : {}),
    ...(organization
      ? { org_id: organization.id, org_name: organization.name, org_slug: organization.slug }
      : {}),
  };
}

function toEmailClaims(instance: Instance, user: UserRow) {
  const primary = emailAddressesOf(instance, user.id).find(({ id }) => id === user.primaryEmailAddressId);
  return {
    email: primary?.emailAddress ?? null,
    email_verified: primary?.verification?.status === 'verified',
  };
}

function toProfileClaims(instance: Instance, user: UserRow) {
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
  return {
    name: name === '' ? null : name,
    given_name: user.firstName,
    family_name: user.lastName,
    preferred_username: user.username,
    picture: avatarUrl(instance, user.id, user.imageUrl),
  };
}
