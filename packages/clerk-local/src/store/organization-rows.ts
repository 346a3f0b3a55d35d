/** Organizations, their members, and what members may do. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

import type { Metadata } from './user-rows.ts';

export interface OrganizationRow {
  id: string;
  name: string;
  slug: string;
  imageUrl: string | null;
  createdByUserId: string | null;
  publicMetadata: Metadata;
  privateMetadata: Metadata;
  /** 0: unlimited. */
  maxAllowedMemberships: number;
  adminDeleteEnabled: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface MembershipRow {
  id: string;
  organizationId: string;
  userId: string;
  /** Key of a `RoleRow`: `org:admin`, `org:member`, or one of the team's own. */
  role: string;
  publicMetadata: Metadata;
  privateMetadata: Metadata;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface OrganizationInvitationRow {
  id: string;
  organizationId: string;
  /** Lower case. */
  emailAddress: string;
  role: string;
  inviterUserId: string | null;
  status: 'pending' | 'accepted' | 'revoked' | 'expired';
  publicMetadata: Metadata;
  privateMetadata: Metadata;
  redirectUrl: string | null;
  ticket: string;
  expiresAtMs: number;
  createdAtMs: number;
  updatedAtMs: number;
}

/** A permission in an organization. Its key contains the feature: `org:<feature>:<verb>`. */
export interface PermissionRow {
  id: string;
  /** `org:tickets:read`; Clerk's own begin with `org:sys_`. */
  key: string;
  name: string;
  description: string;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface RoleRow {
  id: string;
  /** `org:billing_manager`. */
  key: string;
  name: string;
  description: string;
  /** Keys of permissions, Clerk's own among them. */
  permissions: readonly string[];
  createdAtMs: number;
  updatedAtMs: number;
}
