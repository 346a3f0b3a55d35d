import { type ApiError, notFound } from '../../errors/api-error.ts';
import { findMembership, findOrganization } from '../../flows/organizations/organizations.ts';
import type { Instance } from '../../instance/instance.ts';
import type { MembershipRow, OrganizationRow } from '../../store/organization-rows.ts';
import type { ClientRow, SessionRow } from '../../store/session-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';

/** @throws {ApiError} 404 `resource_not_found`, as each function here. */
export function requireUserRow({ store }: Instance, id: string): UserRow {
  return found(store.users.get(id), 'User');
}

export function requireSessionRow({ store }: Instance, id: string): SessionRow {
  return found(store.sessions.get(id), 'Session');
}

export function requireClientRow({ store }: Instance, id: string): ClientRow {
  return found(store.clients.get(id), 'Client');
}

/** By id or by slug, as Clerk does. */
export function requireOrganizationRow(instance: Instance, idOrSlug: string): OrganizationRow {
  return found(findOrganization(instance, idOrSlug), 'Organization');
}

export function requireMembershipRow(instance: Instance, idOrSlug: string, userId: string): MembershipRow {
  const organization = requireOrganizationRow(instance, idOrSlug);
  return found(findMembership(instance, organization.id, userId), 'Organization membership');
}

function found<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw notFound(what) satisfies ApiError;
  return row;
}
