import { createCheckAuthorization } from '@clerk/shared/authorization';
import type {
  OrganizationCustomPermissionKey,
  OrganizationCustomRoleKey,
  ReverificationConfig,
} from '@clerk/shared/types';
import type { Reason } from '../reasons.ts';
import type { SignedIn } from '../token/read-session.ts';

/** What a user must be or have. Every named part must hold; an empty requirement only needs a signed-in user. */
export interface Requirement {
  /** The active organization, by slug or id; `any`: any organization, not the personal account. */
  readonly organization?: 'any' | { readonly slug: string } | { readonly id: string };
  /** Role in the active organization, `org:admin`; of a list, one suffices. One of your `ClerkAuthorization`, where it is declared. */
  readonly role?: OrganizationCustomRoleKey | readonly OrganizationCustomRoleKey[];
  /** Custom permission in the active organization, `org:invoices:read`; of a list, all are needed. */
  readonly permission?: OrganizationCustomPermissionKey | readonly OrganizationCustomPermissionKey[];
  /** Slug of a plan, `pro`; `user:pro` or `org:pro` names its owner. */
  readonly plan?: string;
  /** Slug of a feature, `export`; `user:export` or `org:export` names its owner. */
  readonly feature?: string;
  /** How recently the user must have verified a factor: `strict`, `moderate`, `lax`, `strict_mfa`, or level and minutes. */
  readonly verification?: ReverificationConfig;
  /** `forbid`: not while another user impersonates this one. Default `allow`. */
  readonly impersonation?: 'allow' | 'forbid';
  /** `allow`: also while the session has unfinished tasks. Default `refuse`: such a session counts as signed out. */
  readonly pending?: 'refuse' | 'allow';
}

/** Why a requirement is not met: one of the package's reasons. */
export type Refusal = Extract<
  Reason,
  | 'session_pending'
  | 'organization_required'
  | 'role_required'
  | 'permission_required'
  | 'plan_required'
  | 'feature_required'
  | 'impersonation_forbidden'
  | 'verification_required'
>;

/**
 * Checks whether a user meets a requirement. The reasons have an order that leads to the right page: finish the session, choose
 * the organization, then what is missing in it. A fresh verification comes last, so that no user enters a password only to be
 * refused.
 *
 * @returns null when met, otherwise the first reason. No user meets an empty list, such as a list of no roles.
 * @source Clerk docs "Authorization checks", "Reverification"; `@clerk/shared` 4.36.0 `createCheckAuthorization`, which
 *   decides each part, as `has()` would.
 * @example checkRequirement(session, { permission: 'org:invoices:read' }) // 'permission_required'
 */
export function checkRequirement(session: SignedIn, requirement: Requirement): Refusal | null {
  const { role, permission, plan, feature, verification } = requirement;
  const has = createCheckAuthorization({
    userId: session.userId,
    orgId: session.orgId,
    orgRole: session.orgRole,
    orgPermissions: [...session.orgPermissions],
    factorVerificationAge: session.factorVerificationAge ? [...session.factorVerificationAge] : null,
    features: String(session.claims.fea ?? ''),
    plans: String(session.claims.pla ?? ''),
  });
  if (session.sessionStatus === 'pending' && requirement.pending !== 'allow') return 'session_pending';
  if (!isInOrganization(session, requirement.organization)) return 'organization_required';
  if (role !== undefined && !list(role).some((one) => has({ role: one }))) return 'role_required';
  if (permission !== undefined && !every(list(permission), (one) => has({ permission: one })))
    return 'permission_required';
  if (plan !== undefined && !has({ plan })) return 'plan_required';
  if (feature !== undefined && !has({ feature })) return 'feature_required';
  if (requirement.impersonation === 'forbid' && session.actor) return 'impersonation_forbidden';
  if (verification !== undefined && !has({ reverification: verification })) return 'verification_required';
  return null;
}

function isInOrganization(session: SignedIn, wanted: Requirement['organization']): boolean {
  if (wanted === undefined) return true;
  if (session.orgId === null) return false;
  if (wanted === 'any') return true;
  return 'slug' in wanted ? session.orgSlug === wanted.slug : session.orgId === wanted.id;
}

function list<Key extends string>(value: Key | readonly Key[]): readonly Key[] {
  return typeof value === 'string' ? [value] : value;
}

/** Unlike `Array.every`, false for an empty list: an empty list was not meant to let every user in. */
function every<Key>(values: readonly Key[], holds: (value: Key) => boolean): boolean {
  return values.length > 0 && values.every(holds);
}
