import 'server-only';
import { auth } from '@clerk/nextjs/server';
import { redirect } from 'next/navigation';
import { readBrowserClerk } from './env.ts';
import { isSessionOfIssuer } from './session-token.ts';

/** A signed-in person, as the verified session token names them. */
export interface SignedIn {
  readonly userId: string;
  readonly sessionId: string;
  /** The active organization; null in the personal workspace. */
  readonly orgId: string | null;
  readonly orgSlug: string | null;
  /** Clerk's role key, such as `org:admin`. */
  readonly orgRole: string | null;
}

/** A signed-in person acting in an organization. */
export interface SignedInOrganization extends SignedIn {
  readonly orgId: string;
  readonly orgSlug: string;
  readonly orgRole: string;
}

/**
 * Who is asking, if anybody. For pages that anyone may read and that say more to someone they know.
 * Makes the page dynamic.
 *
 * @returns null for a stranger, and for a session with unfinished tasks.
 * @throws When the proxy did not run: without it nothing was verified, and nothing may be shown.
 * @source Clerk docs "auth()".
 */
export async function currentSession(): Promise<SignedIn | null> {
  const { userId, sessionId, orgId, orgSlug, orgRole, sessionClaims } = await auth();
  if (!userId || !isSessionOfIssuer(sessionClaims, readBrowserClerk().issuers)) return null;
  return { userId, sessionId, orgId: orgId ?? null, orgSlug: orgSlug ?? null, orgRole: orgRole ?? null };
}

/**
 * Lets only signed-in people on. Call it where the data is read: in the page, the Server Action, the query; never only in a layout.
 *
 * @returns The person. Strangers are redirected to the sign-in page, which leads back here.
 * @throws When the proxy did not run (CVE-2025-29927: a bypassed proxy must not mean an open page).
 * @source Next.js docs "Authentication: data access layer"; Clerk docs "auth().redirectToSignIn()".
 */
export async function requireUser(): Promise<SignedIn> {
  const session = await currentSession();
  if (session) return session;
  const { redirectToSignIn } = await auth();
  return redirectToSignIn();
}

/**
 * Lets only people on who act in one organization right now.
 *
 * @param organization `slug` of the organization that must be the session's active one.
 * @returns The person and the organization. Strangers go to sign-in, members of other organizations to `/no-access`.
 * @throws When the proxy did not run.
 */
export async function requireOrganization(organization: {
  readonly slug: string;
}): Promise<SignedInOrganization> {
  const session = await requireUser();
  const { orgId, orgSlug, orgRole } = session;
  if (orgId === null || orgRole === null || orgSlug !== organization.slug) redirect('/no-access');
  return { ...session, orgId, orgSlug, orgRole };
}
