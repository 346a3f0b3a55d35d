import { hash } from 'bcryptjs';
import { createMembership, createOrganization } from '../flows/organizations/organizations.ts';
import { importSecondFactors } from '../flows/second-factors/second-factors.ts';
import { addEmailAddress, createUser } from '../flows/users/users.ts';
import type { Instance } from '../instance/instance.ts';
import type { Seed, SeedOrganization, SeedUser } from './seed.ts';
import { assertSeededRole, seedError, seedPlans, seedRoles, seedSubscription } from './seed-access.ts';

/** The lowest that bcrypt has. A seeded password stands in a file in plain text, so a slow hash would only delay the start. */
const SEED_PASSWORD_COST = 4;

/**
 * Puts the seed's roles, plans, users and organizations into an empty store.
 *
 * @throws {LocalClerkError} `seed_invalid`: a member is not a seeded user, an address is there twice, or a key or slug is not in the
 *   seed. A wrong entry is never skipped.
 */
export async function applySeed(instance: Instance, seed: Seed): Promise<void> {
  seedRoles(instance, seed);
  seedPlans(instance, seed);
  const userIds = new Map<string, string>();
  for (const user of seed.users) {
    for (const address of [user.emailAddress, ...(user.otherEmailAddresses ?? [])]) {
      if (userIds.has(address.toLowerCase())) throw seedError(`has the address ${address} twice`);
      userIds.set(address.toLowerCase(), '');
    }
    userIds.set(user.emailAddress.toLowerCase(), await seedUser(instance, user));
  }
  for (const organization of seed.organizations) seedOrganization(instance, organization, userIds);
}

/** @returns the user's id. */
async function seedUser(instance: Instance, user: SeedUser): Promise<string> {
  const { password, plan, otherEmailAddresses = [], secondFactors, ...fields } = user;
  const passwordHash = password === undefined ? null : await hashSeedPassword(password);
  const row = createUser(instance, { ...fields, passwordHash, emailVerifiedBy: 'admin' });
  for (const address of otherEmailAddresses) addEmailAddress(instance, row.id, address, 'admin');
  if (secondFactors !== undefined) {
    const { totpSecret: secret, backupCodes: codes } = secondFactors;
    importSecondFactors(instance, row, { secret, codes });
  }
  if (plan !== undefined) seedSubscription(instance, { payer: 'user', payerId: row.id }, plan);
  return row.id;
}

function seedOrganization(
  instance: Instance,
  { members, plan, ...organization }: SeedOrganization,
  userIds: ReadonlyMap<string, string>,
): void {
  const ids = members.map(({ emailAddress }) => userIdOf(userIds, emailAddress));
  const row = createOrganization(instance, { ...organization, createdByUserId: ids[0] ?? null });
  if (plan !== undefined) seedSubscription(instance, { payer: 'org', payerId: row.id }, plan);
  for (const { emailAddress, role } of members) {
    assertSeededRole(instance, role);
    createMembership(instance, { organizationId: row.id, userId: userIdOf(userIds, emailAddress), role });
  }
}

/** Made once per process and password: many tests start with the same seed. */
const seedHashes = new Map<string, Promise<string>>();

function hashSeedPassword(password: string): Promise<string> {
  const made = seedHashes.get(password) ?? hash(password, SEED_PASSWORD_COST);
  seedHashes.set(password, made);
  return made;
}

function userIdOf(userIds: ReadonlyMap<string, string>, emailAddress: string): string {
  const id = userIds.get(emailAddress.toLowerCase());
  if (!id) throw seedError(`names ${emailAddress} as a member but not as a user`);
  return id;
}
