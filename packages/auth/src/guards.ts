import 'server-only';
import { auth } from '@clerk/nextjs/server';
import { notFound, redirect } from 'next/navigation';
import { readSession, type SignedIn, type SignedInOrganization } from './claims.ts';
import { readBrowserClerk } from './env.ts';
import { NO_ACCESS_PATH } from './own-paths.ts';
import { judgeRequirement, type Refusal, type Requirement } from './requirement.ts';
import { isSessionOfIssuer } from './session-token.ts';

/** What a page or Server Action may ask for. A fresh verification needs an answer: see `requireFreshVerification`. */
export interface GuardRequirement extends Omit<Requirement, 'verification'> {
  /**
   * What a signed-in person gets to see who is refused. `no-access`, the default: the page that says why. `not-found`: 404,
   * where already the existence of a thing is nobody else's business.
   */
  readonly otherwise?: 'no-access' | 'not-found';
}

/**
 * Who is asking, if anybody. For pages that anyone may read and that say more to someone they know.
 * Makes the page dynamic.
 *
 * @param options `pending: 'allow'` also returns a session with unfinished tasks, told by its `sessionStatus`.
 * @returns null for a stranger, and for a session with unfinished tasks unless these are allowed.
 * @throws When the proxy did not run: without it nothing was verified, and nothing may be shown.
 * @source Clerk docs "auth()", "Session tasks" (`treatPendingAsSignedOut`).
 */
export async function currentSession(options: Pick<Requirement, 'pending'> = {}): Promise<SignedIn | null> {
  const { sessionClaims } = await auth({ treatPendingAsSignedOut: options.pending !== 'allow' });
  if (!sessionClaims || !isSessionOfIssuer(sessionClaims, readBrowserClerk().issuers)) return null;
  return readSession(sessionClaims);
}

/**
 * Lets only signed-in people on who meet the requirement. Call it where the data is read: in the page, the Server Action,
 * the query; never only in a layout.
 *
 * @param requirement Role, permission, plan, feature, organization, impersonation; default: being signed in.
 * @returns The person. Strangers go to the sign-in page, which leads back here; people with unfinished session tasks go
 *   there to finish them. Whoever does not meet the requirement goes to `/no-access?reason=<code of Refusal>`, or gets 404.
 * @throws When the proxy did not run (CVE-2025-29927: a bypassed proxy must not mean an open page).
 * @source Next.js docs "Authentication: data access layer"; Clerk docs "auth().redirectToSignIn()", "Authorization checks".
 * @example const { userId } = await requireUser({ permission: 'org:invoices:manage', impersonation: 'forbid' });
 */
export async function requireUser(requirement: GuardRequirement = {}): Promise<SignedIn> {
  const session = await currentSession({ pending: 'allow' });
  const refusal = session ? judgeRequirement(session, requirement) : null;
  if (session && !refusal) return session;
  if (refusal && refusal !== 'session_pending') return refuse(refusal, requirement);
  // With a pending session this leads to its tasks.
  const { redirectToSignIn } = await auth({ treatPendingAsSignedOut: false });
  return redirectToSignIn();
}

/**
 * Lets only people on who act in an organization right now, and meet the requirement there.
 *
 * @param organization The organization that must be the session's active one, by `slug` or `id`; `any`: some organization.
 * @returns The person and the organization. Strangers go to sign-in, everyone else who is refused to `/no-access`.
 * @throws When the proxy did not run.
 * @example await requireOrganization({ slug }, { role: 'org:admin' });
 */
export async function requireOrganization(
  organization: NonNullable<Requirement['organization']>,
  requirement: Omit<GuardRequirement, 'organization'> = {},
): Promise<SignedInOrganization> {
  const session = await requireUser({ ...requirement, organization });
  const { orgId, orgSlug, orgRole } = session;
  // Instances may have no slugs; then the id is what there is.
  if (orgId === null || orgRole === null) return refuse('organization_required', requirement);
  return { ...session, orgId, orgSlug: orgSlug ?? orgId, orgRole };
}

function refuse(refusal: Refusal, { otherwise }: Pick<GuardRequirement, 'otherwise'>): never {
  if (otherwise === 'not-found') notFound();
  redirect(`${NO_ACCESS_PATH}?${new URLSearchParams({ reason: refusal })}`);
}
