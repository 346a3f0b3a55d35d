import { createMembership, createOrganization } from './flows/organizations.ts';
import { createUser } from './flows/users.ts';
import type { Instance } from './instance.ts';
import { hashPassword } from './passwords.ts';

export interface SeedUser {
  /** Default: a new id. */
  id?: string;
  emailAddress: string;
  firstName: string;
  lastName: string;
  password: string;
}

export interface SeedOrganization {
  id?: string;
  name: string;
  slug: string;
  /** 0: unlimited. Absent: Clerk's default of 5. */
  maxAllowedMemberships?: number;
  /** `emailAddress` names a seeded user; `role` is `org:admin` or `org:member`. The first is the creator. */
  members: readonly { emailAddress: string; role: string }[];
}

/** Who and what exists before anybody signed up. */
export interface Seed {
  users: readonly SeedUser[];
  organizations: readonly SeedOrganization[];
}

const SEED_PASSWORD = 'correct-horse-battery';

/** Ada administers the organization Acme, Grace is its member, Alan is a customer without an organization. */
export const defaultSeed: Seed = {
  users: [
    {
      id: 'user_ada',
      emailAddress: 'ada@acme.test',
      firstName: 'Ada',
      lastName: 'Lovelace',
      password: SEED_PASSWORD,
    },
    {
      id: 'user_grace',
      emailAddress: 'grace@acme.test',
      firstName: 'Grace',
      lastName: 'Hopper',
      password: SEED_PASSWORD,
    },
    {
      id: 'user_alan',
      emailAddress: 'alan@acme.test',
      firstName: 'Alan',
      lastName: 'Turing',
      password: SEED_PASSWORD,
    },
  ],
  organizations: [
    {
      id: 'org_acme',
      name: 'Acme',
      slug: 'acme',
      maxAllowedMemberships: 0,
      members: [
        { emailAddress: 'ada@acme.test', role: 'org:admin' },
        { emailAddress: 'grace@acme.test', role: 'org:member' },
      ],
    },
  ],
};

/**
 * Puts the seed's users and organizations into an empty store.
 *
 * @throws {Error} when a member is not a seeded user: a mistake in the seed is said, not skipped.
 */
export async function applySeed(instance: Instance, seed: Seed): Promise<void> {
  const userIds = new Map<string, string>();
  for (const { password, ...person } of seed.users) {
    const passwordHash = await hashPassword(password);
    const user = createUser(instance, { ...person, passwordHash, emailVerifiedBy: 'admin' });
    userIds.set(person.emailAddress, user.id);
  }
  for (const { members, ...organization } of seed.organizations) {
    const ids = members.map(({ emailAddress }) => userIdOf(userIds, emailAddress));
    const row = createOrganization(instance, { ...organization, createdByUserId: ids[0] ?? null });
    for (const { emailAddress, role } of members) {
      createMembership(instance, { organizationId: row.id, userId: userIdOf(userIds, emailAddress), role });
    }
  }
}

function userIdOf(userIds: ReadonlyMap<string, string>, emailAddress: string): string {
  const id = userIds.get(emailAddress);
  if (id === undefined)
    throw new Error(`[clerk-local] The seed names ${emailAddress} as a member but not as a user.`);
  return id;
}
