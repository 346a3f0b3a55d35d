import { createClerkClient } from '@clerk/backend';
import { type BrowserSession, openBrowserSession } from './browser-session.ts';
import type { ClerkInstance } from './clerk-instance.ts';
import { answerInTime, explainBackendError } from './clerk-refusal.ts';
import { findMemberOrganization, findUser } from './find-user.ts';
import type { UserReference } from './options.ts';

/** A ticket is used within seconds. */
const TICKET_SECONDS = 60;

/**
 * Signs a user in without their password, which the secret key allows.
 *
 * @param slug Of the organization to act in; undefined: Clerk chooses.
 * @throws {TokenError} as `findUser`, `findMemberOrganization` and `openBrowserSession` do.
 * @source BAPI `CreateSignInToken`.
 */
export async function signInUser(
  instance: ClerkInstance,
  input: { readonly user: UserReference; readonly isCreated: boolean; readonly slug: string | undefined },
): Promise<{ userId: string; session: BrowserSession }> {
  const { user, isCreated, slug } = input;
  const { secretKey, apiUrl } = instance;
  const clerk = createClerkClient({
    secretKey,
    ...(apiUrl === undefined ? {} : { apiUrl }),
    telemetry: { disabled: true },
  });
  const access = { clerk, instance };
  const userId = await findUser(access, user, { isCreated });
  const organizationId =
    slug === undefined ? undefined : await findMemberOrganization(access, { userId, slug });
  const { token: ticket } = await answerInTime(
    clerk.signInTokens.createSignInToken({ userId, expiresInSeconds: TICKET_SECONDS }),
  ).catch((error: unknown) => Promise.reject(explainBackendError(error, instance)));
  return { userId, session: await openBrowserSession(instance, { ticket, organizationId }) };
}
