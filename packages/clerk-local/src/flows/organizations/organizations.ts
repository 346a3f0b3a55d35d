import type { Instance } from '../../instance/instance.ts';
import { newId } from '../../store/ids.ts';
import type { MembershipRow, OrganizationRow } from '../../store/organization-rows.ts';
import type { Metadata } from '../../store/user-rows.ts';

export interface NewOrganization {
  id?: string;
  name: string;
  /** Absent: derived from the name, made unique. */
  slug?: string;
  createdByUserId: string | null;
  publicMetadata?: Metadata;
  privateMetadata?: Metadata;
  maxAllowedMemberships?: number;
}

export interface NewMembership {
  organizationId: string;
  userId: string;
  role: string;
  publicMetadata?: Metadata;
  privateMetadata?: Metadata;
}

export const MAX_MEMBERSHIPS_DEFAULT = 5;

/** Adds an organization without members. The caller checks that `slug` is free. */
export function createOrganization(instance: Instance, input: NewOrganization): OrganizationRow {
  const atMs = instance.nowMs();
  return instance.store.organizations.set({
    id: input.id ?? newId('org'),
    name: input.name,
    slug: input.slug ?? freeSlug(instance, input.name),
    imageUrl: null,
    createdByUserId: input.createdByUserId,
    publicMetadata: input.publicMetadata ?? {},
    privateMetadata: input.privateMetadata ?? {},
    maxAllowedMemberships: input.maxAllowedMemberships ?? MAX_MEMBERSHIPS_DEFAULT,
    adminDeleteEnabled: true,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
}

export function createMembership(instance: Instance, input: NewMembership): MembershipRow {
  const atMs = instance.nowMs();
  return instance.store.memberships.set({
    id: newId('orgmem'),
    organizationId: input.organizationId,
    userId: input.userId,
    role: input.role,
    publicMetadata: input.publicMetadata ?? {},
    privateMetadata: input.privateMetadata ?? {},
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
}

/** Removes a membership; sessions in which the organization was active fall back to the personal account. */
export function deleteMembership(instance: Instance, membership: MembershipRow): void {
  const { store } = instance;
  store.memberships.delete(membership.id);
  const acting = store.sessions
    .listBy('userId', membership.userId)
    .filter((row) => row.lastActiveOrganizationId === membership.organizationId);
  for (const session of acting) store.sessions.patch(session.id, { lastActiveOrganizationId: null });
}

/** Removes an organization with its memberships and invitations. */
export function deleteOrganization(instance: Instance, organizationId: string): void {
  const { store } = instance;
  for (const row of membershipsOf(instance, { organizationId })) deleteMembership(instance, row);
  for (const row of store.organizationInvitations.listBy('organizationId', organizationId)) {
    store.organizationInvitations.delete(row.id);
  }
  store.organizationLogos.delete(organizationId);
  store.organizations.delete(organizationId);
}

/** Oldest first. */
export function membershipsOf(
  instance: Instance,
  { organizationId, userId }: { organizationId?: string; userId?: string },
): MembershipRow[] {
  const { memberships } = instance.store;
  if (userId === undefined)
    return organizationId === undefined
      ? memberships.list()
      : memberships.listBy('organizationId', organizationId);
  const theirs = memberships.listBy('userId', userId);
  return organizationId === undefined
    ? theirs
    : theirs.filter((row) => row.organizationId === organizationId);
}

export function findMembership(
  instance: Instance,
  organizationId: string,
  userId: string,
): MembershipRow | undefined {
  return membershipsOf(instance, { organizationId, userId })[0];
}

/** Both APIs name an organization by id or by slug. */
export function findOrganization(instance: Instance, idOrSlug: string): OrganizationRow | undefined {
  const { organizations } = instance.store;
  return organizations.get(idOrSlug) ?? organizations.listBy('slug', idOrSlug)[0];
}

function freeSlug(instance: Instance, name: string): string {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'organization';
  const isTaken = (wanted: string) => instance.store.organizations.countBy('slug', wanted) > 0;
  let slug = base;
  for (let count = 2; isTaken(slug); count += 1) slug = `${base}-${count}`;
  return slug;
}
