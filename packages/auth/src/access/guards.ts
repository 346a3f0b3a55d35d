import 'server-only';
import { auth } from '@clerk/nextjs/server';
import { notFound, redirect } from 'next/navigation';
import { readTopology } from '../environment/build-env.ts';
import { readBrowserClerk } from '../environment/env.ts';
import { checkSessionShape } from '../token/check-session-claims.ts';
import { readSession, type SignedIn, type SignedInOrganization } from '../token/read-session.ts';
import { checkRequirement, type Refusal, type Requirement } from './requirement.ts';

/** What a page or Server Action may require. For a fresh verification see `requireFreshVerification`. */
export interface GuardRequirement extends Omit<Requirement, 'verification'> {
  /**
   * What a refused, signed-in user sees. `no-access`, the default: the page that explains why. `not-found`: 404, where even the
   * existence of the data must stay hidden.
   */
  readonly otherwise?: 'no-access' | 'not-found';
}

/**
 * The session of the request, for pages that anyone may read and that show more to a signed-in user.
 * Makes the page dynamic.
 *
 * @param options `pending: 'allow'` also returns a session with unfinished tasks; its `sessionStatus` is `pending`.
 * @returns null for an anonymous request, and for a session with unfinished tasks unless these are allowed.
 * @throws When the proxy did not run: then nothing was verified, and nothing may be shown.
 * @source Clerk docs "auth()", "Session tasks" (`treatPendingAsSignedOut`).
 */
export async function currentSession(options: Pick<Requirement, 'pending'> = {}): Promise<SignedIn | null> {
  const { sessionClaims } = await auth({ treatPendingAsSignedOut: options.pending !== 'allow' });
  if (!sessionClaims || typeof checkSessionShape(sessionClaims, readBrowserClerk().issuers) === 'string')
    return null;
  return readSession(sessionClaims);
}

/**
 * Requires a signed-in user who meets the requirement. Call it where the data is read: in the page, the Server Action, the
 * query; never only in a layout.
 *
 * @param requirement Role, permission, plan, feature, organization, impersonation; default: being signed in.
 * @returns The user's session. Anonymous users are redirected to the sign-in page, which leads back here; users with unfinished
 *   session tasks to the same page, to finish them. A user who does not meet the requirement is redirected to
 *   `/no-access?reason=<code of Refusal>`, or gets 404.
 * @throws When the proxy did not run (CVE-2025-29927: a bypassed proxy must not open a page).
 * @source Next.js docs "Authentication: data access layer"; Clerk docs "auth().redirectToSignIn()", "Authorization checks".
 * @example const { userId } = await requireUser({ permission: 'org:invoices:manage', impersonation: 'forbid' });
 */
export async function requireUser(requirement: GuardRequirement = {}): Promise<SignedIn> {
  const session = await currentSession({ pending: 'allow' });
  const refusal = session ? checkRequirement(session, requirement) : null;
  if (session && !refusal) return session;
  if (refusal && refusal !== 'session_pending') return refuse(refusal, requirement);
  // With a pending session this leads to its tasks.
  const { redirectToSignIn } = await auth({ treatPendingAsSignedOut: false });
  return redirectToSignIn();
}

/**
 * Requires a signed-in user with an active organization who meets the requirement there.
 *
 * @param organization The organization that must be the session's active one, by `slug` or `id`; `any`: any organization.
 * @returns The user's session with its organization. Anonymous users are redirected to the sign-in page, refused users to
 *   `/no-access`.
 * @throws When the proxy did not run.
 * @example await requireOrganization({ slug }, { role: 'org:admin' });
 */
export async function requireOrganization(
  organization: NonNullable<Requirement['organization']>,
  requirement: Omit<GuardRequirement, 'organization'> = {},
): Promise<SignedInOrganization> {
  const session = await requireUser({ ...requirement, organization });
  const { orgId, orgSlug, orgRole } = session;
  // An instance may have no slugs; the id then takes their place.
  if (orgId === null || orgRole === null) return refuse('organization_required', requirement);
  return { ...session, orgId, orgSlug: orgSlug ?? orgId, orgRole };
}

function refuse(refusal: Refusal, { otherwise }: Pick<GuardRequirement, 'otherwise'>): never {
  if (otherwise === 'not-found') notFound();
  redirect(`${readTopology().noAccessPath}?${new URLSearchParams({ reason: refusal })}`);
}
