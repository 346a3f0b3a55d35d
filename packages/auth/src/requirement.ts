import { createCheckAuthorization } from '@clerk/shared/authorization';
import type { ReverificationConfig } from '@clerk/shared/types';
import type { SignedIn } from './claims.ts';
import type { Reason } from './reasons.ts';

/** What somebody must be or have. Everything named must hold; an empty requirement asks for a signed-in person alone. */
export interface Requirement {
  /** The active organization, by one of its names; `any`: some organization, not the personal account. */
  readonly organization?: 'any' | { readonly slug: string } | { readonly id: string };
  /** Role in the active organization, `org:admin`; of a list, one suffices. */
  readonly role?: string | readonly string[];
  /** Custom permission in the active organization, `org:invoices:read`; of a list, all are needed. */
  readonly permission?: string | readonly string[];
  /** Slug of a plan, `pro`; `user:pro` or `org:pro` says whose. */
  readonly plan?: string;
  /** Slug of a feature, `export`; `user:export` or `org:export` says whose. */
  readonly feature?: string;
  /** How long ago the person last proved who they are: `strict`, `moderate`, `lax`, `strict_mfa`, or level and minutes. */
  readonly verification?: ReverificationConfig;
  /** `forbid`: not while somebody impersonates the person. Default `allow`. */
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
 * Tells whether a person meets a requirement, and if not, why: the first reason in an order that leads to the right page
 * (finish the session, choose the organization, then what is missing in it; a fresh verification last, so that nobody is
 * asked for a password only to be refused).
 *
 * @returns null when met. A requirement that names nothing, such as an empty list of roles, is met by nobody.
 * @source Clerk docs "Authorization checks", "Reverification"; `@clerk/shared` 4.36.0 `createCheckAuthorization`, which
 *   decides each part, as `has()` would.
 * @example judgeRequirement(session, { permission: 'org:invoices:read' }) // 'permission_required'
 */
export function judgeRequirement(session: SignedIn, requirement: Requirement): Refusal | null {
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

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** Unlike `every`, false for an empty list: what asks for nothing was not meant to let everybody in. */
function every(values: readonly string[], holds: (value: string) => boolean): boolean {
  return values.length > 0 && values.every(holds);
}
