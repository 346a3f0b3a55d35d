import { splitByScope } from '@clerk/shared/authorization';
import { __experimental_JWTPayloadToAuthObjectProperties as readSessionProperties } from '@clerk/shared/jwtPayloadParser';
import type {
  JwtPayload,
  OrganizationCustomPermissionKey,
  OrganizationCustomRoleKey,
} from '@clerk/shared/types';

/** A signed-in user, as a verified session token names them. Version 1 and version 2 tokens give the same. */
export interface SignedIn {
  readonly userId: string;
  readonly sessionId: string;
  /** `pending`: the session has unfinished tasks, such as choosing an organization. */
  readonly sessionStatus: 'active' | 'pending';
  /** The active organization; null in the personal account. */
  readonly orgId: string | null;
  readonly orgSlug: string | null;
  /** Clerk's role key, such as `org:admin`. */
  readonly orgRole: OrganizationCustomRoleKey | null;
  /** Custom permissions, such as `org:invoices:read`. System permissions (`org:sys_…`) are never in a token. */
  readonly orgPermissions: readonly OrganizationCustomPermissionKey[];
  /** Slugs of the plans subscribed to. */
  readonly plans: Scoped;
  /** Slugs of the features those plans give. */
  readonly features: Scoped;
  /** Minutes since the first and the second factor were verified; -1: no such factor. Null: the token has no such claim. */
  readonly factorVerificationAge: readonly [first: number, second: number] | null;
  /** The user who really acts, while they impersonate this one. */
  readonly actor: Actor | null;
  /** The verified claims as they came. To type custom claims, declare Clerk's global `CustomJwtSessionClaims`. */
  readonly claims: JwtPayload;
}

/** Who really acts in an impersonated session. @source Clerk docs "User impersonation", the `act` claim. */
export interface Actor {
  readonly userId: string;
  /** Where the impersonation was started: Clerk's dashboard, or an actor token of your own. Null: the token does not say. */
  readonly issuer: string | null;
  /** The actor's own session, for a log of who did what. Null: the token does not say. */
  readonly sessionId: string | null;
}

/** Slugs by owner: the user, or the active organization. */
export interface Scoped {
  readonly user: readonly string[];
  readonly organization: readonly string[];
}

/** A signed-in user with an active organization. */
export interface SignedInOrganization extends SignedIn {
  readonly orgId: string;
  readonly orgSlug: string;
  readonly orgRole: OrganizationCustomRoleKey;
}

/**
 * Reads the signed-in user from the claims of a session token, of either version.
 *
 * @param claims Verified claims: signature, issuer and authorized party have been checked.
 * @returns null when the claims name no user or no session. A claim of an unexpected type counts as absent, which never
 *   gives more rights.
 * @source Clerk docs "Session tokens" (versions 1 and 2); `@clerk/shared` 4.36.0 `jwtPayloadParser`, `authorization`.
 */
export function readSession(claims: JwtPayload): SignedIn | null {
  if (typeof claims.sub !== 'string' || typeof claims.sid !== 'string') return null;
  const found = readProperties(claims);
  return {
    userId: claims.sub,
    sessionId: claims.sid,
    sessionStatus: claims.sts === 'pending' ? 'pending' : 'active',
    orgId: text(found?.orgId),
    orgSlug: text(found?.orgSlug),
    // Clerk writes only keys of the instance; which these are, a team says in `ClerkAuthorization`.
    orgRole: text(found?.orgRole) as OrganizationCustomRoleKey | null,
    orgPermissions: (Array.isArray(found?.orgPermissions) ? found.orgPermissions : []).filter(isPermission),
    plans: readScoped(claims.pla),
    features: readScoped(claims.fea),
    factorVerificationAge: readAges(claims.fva),
    actor: readActor(claims.act),
    claims,
  };
}

/** A team's own template may put any value where the SDK's decoder expects its own encoding; the decoder then throws. */
function readProperties(claims: JwtPayload): ReturnType<typeof readSessionProperties> | null {
  try {
    return readSessionProperties(claims);
  } catch {
    return null;
  }
}

function readScoped(claim: unknown): Scoped {
  try {
    const { user, org } = splitByScope(text(claim));
    return { user, organization: org };
  } catch {
    return { user: [], organization: [] };
  }
}

function readActor(claim: unknown): Actor | null {
  if (typeof claim !== 'object' || claim === null) return null;
  const { sub, iss, sid }: Partial<Record<string, unknown>> = { ...claim };
  const userId = text(sub);
  return userId === null ? null : { userId, issuer: text(iss), sessionId: text(sid) };
}

function readAges(claim: unknown): SignedIn['factorVerificationAge'] {
  if (!Array.isArray(claim) || claim.length !== 2) return null;
  const [first, second]: unknown[] = claim;
  return typeof first === 'number' && typeof second === 'number' ? [first, second] : null;
}

function text(value: unknown): string | null {
  return isText(value) && value !== '' ? value : null;
}

function isPermission(value: unknown): value is OrganizationCustomPermissionKey {
  return typeof value === 'string';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
