import type { ClerkClient, User } from '@clerk/backend';
import type { ClerkInstance } from './clerk-instance.ts';
import { explainBackendError } from './clerk-refusal.ts';
import { TokenError } from './errors.ts';
import type { Person } from './options.ts';

interface Asking {
  readonly clerk: ClerkClient;
  readonly instance: ClerkInstance;
}

/**
 * The account a token is for.
 *
 * @param isCreated Makes an account for an address that has none; it has no password.
 * @returns Clerk's id of the person.
 * @throws {TokenError} `unknown_user`, `clerk_unreachable`, `clerk_refused`.
 */
export async function findPerson(
  { clerk, instance }: Asking,
  person: Person,
  { isCreated }: { readonly isCreated: boolean },
): Promise<string> {
  const name = person.by === 'id' ? person.id : person.address;
  const unknown = new TokenError(
    'unknown_user',
    `Clerk knows nobody called ${name}.${person.by === 'address' ? ' --create-user makes the account.' : ''}`,
  );
  try {
    const found = await lookUp(clerk, person);
    if (found) return found.id;
    if (person.by === 'id' || !isCreated) throw unknown;
    const { id } = await clerk.users.createUser({
      emailAddress: [person.address],
      skipPasswordRequirement: true,
    });
    return id;
  } catch (error) {
    throw explainBackendError(error, instance, unknown);
  }
}

/**
 * The id of an organization the person belongs to: a token can only act in such a one.
 *
 * @throws {TokenError} `unknown_organization`, `not_a_member`, `clerk_unreachable`, `clerk_refused`.
 */
export async function findMemberOrganization(
  { clerk, instance }: Asking,
  { userId, slug }: { readonly userId: string; readonly slug: string },
): Promise<string> {
  const unknown = new TokenError(
    'unknown_organization',
    `Clerk knows no organization with the slug "${slug}".`,
  );
  try {
    const { id } = await clerk.organizations.getOrganization({ slug });
    const { data } = await clerk.organizations.getOrganizationMembershipList({
      organizationId: id,
      userId: [userId],
      limit: 1,
    });
    if (data.length > 0) return id;
    throw new TokenError('not_a_member', `${userId} is not a member of the organization "${slug}".`);
  } catch (error) {
    throw explainBackendError(error, instance, unknown);
  }
}

async function lookUp(clerk: ClerkClient, person: Person): Promise<User | undefined> {
  if (person.by === 'id') return clerk.users.getUser(person.id);
  const { data } = await clerk.users.getUserList({ emailAddress: [person.address], limit: 1 });
  return data[0];
}
