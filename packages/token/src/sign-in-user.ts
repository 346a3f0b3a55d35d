import { createClerkClient } from '@clerk/backend';
import { type BrowserSession, openBrowserSession } from './browser-session.ts';
import type { ClerkInstance } from './clerk-instance.ts';
import { explainBackendError } from './clerk-refusal.ts';
import { findMemberOrganization, findPerson } from './find-user.ts';
import type { Person } from './options.ts';

/** A ticket is used within the same second or two. */
const TICKET_SECONDS = 60;

/**
 * Signs somebody in without their password, which whoever holds the secret key may do.
 *
 * @param slug Of the organization to act in; undefined: Clerk chooses.
 * @throws {TokenError} as `findPerson`, `findMemberOrganization` and `openBrowserSession` do.
 * @source BAPI `CreateSignInToken`.
 */
export async function signInPerson(
  instance: ClerkInstance,
  input: { readonly person: Person; readonly isCreated: boolean; readonly slug: string | undefined },
): Promise<{ userId: string; session: BrowserSession }> {
  const { person, isCreated, slug } = input;
  const { secretKey, apiUrl } = instance;
  const clerk = createClerkClient({
    secretKey,
    ...(apiUrl === undefined ? {} : { apiUrl }),
    telemetry: { disabled: true },
  });
  const asking = { clerk, instance };
  const userId = await findPerson(asking, person, { isCreated });
  const organizationId =
    slug === undefined ? undefined : await findMemberOrganization(asking, { userId, slug });
  const { token: ticket } = await clerk.signInTokens
    .createSignInToken({ userId, expiresInSeconds: TICKET_SECONDS })
    .catch((error: unknown) => Promise.reject(explainBackendError(error, instance)));
  return { userId, session: await openBrowserSession(instance, { ticket, organizationId }) };
}
