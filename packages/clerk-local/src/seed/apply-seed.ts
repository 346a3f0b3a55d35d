import { createMembership, createOrganization } from '../flows/organizations/organizations.ts';
import { hashPassword } from '../flows/sign-in/passwords.ts';
import { createUser } from '../flows/users/users.ts';
import type { Instance } from '../instance/instance.ts';
import type { Seed } from './seed.ts';
import { assertSeededRole, seedError, seedPlans, seedRoles, seedSubscription } from './seed-access.ts';

/**
 * Puts the seed's roles, plans, users and organizations into an empty store.
 *
 * @throws {LocalClerkError} `seed_invalid`: a member is not a seeded user, or a key or slug is not in the seed. A wrong entry is never skipped.
 */
export async function applySeed(instance: Instance, seed: Seed): Promise<void> {
  seedRoles(instance, seed);
  seedPlans(instance, seed);
  const userIds = new Map<string, string>();
  for (const { password, plan, ...user } of seed.users) {
    const passwordHash = await hashSeedPassword(instance, password);
    const row = createUser(instance, { ...user, passwordHash, emailVerifiedBy: 'admin' });
    userIds.set(user.emailAddress, row.id);
    if (plan !== undefined) seedSubscription(instance, { payer: 'user', payerId: row.id }, plan);
  }
  for (const { members, plan, ...organization } of seed.organizations) {
    const ids = members.map(({ emailAddress }) => userIdOf(userIds, emailAddress));
    const row = createOrganization(instance, { ...organization, createdByUserId: ids[0] ?? null });
    if (plan !== undefined) seedSubscription(instance, { payer: 'org', payerId: row.id }, plan);
    for (const { emailAddress, role } of members) {
      assertSeededRole(instance, role);
      createMembership(instance, { organizationId: row.id, userId: userIdOf(userIds, emailAddress), role });
    }
  }
}

/** Hashes of seeded passwords, made once per process: the passwords are not secret, and bcrypt is slow on purpose. */
const seedHashes = new Map<string, Promise<string>>();

function hashSeedPassword(instance: Instance, password: string): Promise<string> {
  const key = `${instance.options.passwordCost} ${password}`;
  const hash = seedHashes.get(key) ?? hashPassword(instance, password);
  seedHashes.set(key, hash);
  return hash;
}

function userIdOf(userIds: ReadonlyMap<string, string>, emailAddress: string): string {
  const id = userIds.get(emailAddress);
  if (id === undefined) throw seedError(`names ${emailAddress} as a member but not as a user`);
  return id;
}
