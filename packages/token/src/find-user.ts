import type { ClerkClient, User } from '@clerk/backend';
import type { ClerkInstance } from './clerk-instance.ts';
import { answerInTime, explainBackendError } from './clerk-refusal.ts';
import { TokenError } from './errors.ts';
import type { UserReference } from './options.ts';

interface ClerkAccess {
  readonly clerk: ClerkClient;
  readonly instance: ClerkInstance;
}

/**
 * Finds the account that a token is for.
 *
 * @param isCreated Whether to create an account, without password, for an address that has none.
 * @returns Clerk's id of the user.
 * @throws {TokenError} `unknown_user`, `clerk_unreachable`, `clerk_unavailable`, `clerk_refused`.
 */
export async function findUser(
  { clerk, instance }: ClerkAccess,
  user: UserReference,
  { isCreated }: { readonly isCreated: boolean },
): Promise<string> {
  const name = user.by === 'id' ? user.id : user.address;
  const unknown = new TokenError(
    'unknown_user',
    `Clerk has no user ${name}.${user.by === 'address' ? ' --create-user creates the account.' : ''}`,
  );
  try {
    const found = await lookUp(clerk, user);
    if (found) return found.id;
    if (user.by === 'id' || !isCreated) throw unknown;
    const { id } = await answerInTime(
      clerk.users.createUser({ emailAddress: [user.address], skipPasswordRequirement: true }),
    );
    return id;
  } catch (error) {
    throw explainBackendError(error, instance, unknown);
  }
}

/**
 * Finds the id of an organization that the user belongs to: a token can act in no other.
 *
 * @throws {TokenError} `unknown_organization`, `not_a_member`, `clerk_unreachable`, `clerk_unavailable`,
 *   `clerk_refused`.
 */
export async function findMemberOrganization(
  { clerk, instance }: ClerkAccess,
  { userId, slug }: { readonly userId: string; readonly slug: string },
): Promise<string> {
  const unknown = new TokenError(
    'unknown_organization',
    `Clerk has no organization with the slug "${slug}".`,
  );
  try {
    const { id } = await answerInTime(clerk.organizations.getOrganization({ slug }));
    const { data } = await answerInTime(
      clerk.organizations.getOrganizationMembershipList({ organizationId: id, userId: [userId], limit: 1 }),
    );
    if (data.length > 0) return id;
    throw new TokenError('not_a_member', `${userId} is not a member of the organization "${slug}".`);
  } catch (error) {
    throw explainBackendError(error, instance, unknown);
  }
}

async function lookUp(clerk: ClerkClient, user: UserReference): Promise<User | undefined> {
  if (user.by === 'id') return answerInTime(clerk.users.getUser(user.id));
  const { data } = await answerInTime(clerk.users.getUserList({ emailAddress: [user.address], limit: 1 }));
  return data[0];
}
