import type { Instance } from '../../instance/instance.ts';
import { newId } from '../../store/ids.ts';
import type { EmailAddressRow, Metadata, UserRow } from '../../store/user-rows.ts';
import { endSessions } from '../sessions/sessions.ts';

export interface NewUser {
  id?: string;
  emailAddress?: string;
  /** How the address was verified: `email_code`, `ticket`, `admin`. Default `email_code`. */
  emailVerifiedBy?: string;
  firstName?: string | null;
  lastName?: string | null;
  username?: string | null;
  externalId?: string | null;
  passwordHash?: string | null;
  publicMetadata?: Metadata;
  privateMetadata?: Metadata;
  unsafeMetadata?: Metadata;
  legalAcceptedAtMs?: number | null;
  locale?: string | null;
}

/** One for all users: rows are values. */
const NO_METADATA: Metadata = Object.freeze({});

/** Adds a user and, with `emailAddress`, a verified primary address. The caller checks that the address is free. */
export function createUser(instance: Instance, input: NewUser): UserRow {
  const atMs = instance.nowMs();
  const user = instance.store.users.set({
    id: input.id ?? newId('user'),
    externalId: input.externalId ?? null,
    username: input.username ?? null,
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    imageUrl: null,
    primaryEmailAddressId: null,
    passwordHash: input.passwordHash ?? null,
    passwordLastUpdatedAtMs: input.passwordHash ? atMs : null,
    publicMetadata: input.publicMetadata ?? NO_METADATA,
    privateMetadata: input.privateMetadata ?? NO_METADATA,
    unsafeMetadata: input.unsafeMetadata ?? NO_METADATA,
    banned: false,
    locked: false,
    createOrganizationEnabled: true,
    createOrganizationsLimit: null,
    deleteSelfEnabled: true,
    bypassClientTrust: false,
    legalAcceptedAtMs: input.legalAcceptedAtMs ?? null,
    locale: input.locale ?? null,
    lastSignInAtMs: null,
    lastActiveAtMs: null,
    lastActiveOrganizationId: null,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
  if (input.emailAddress === undefined) return user;
  const strategy = input.emailVerifiedBy ?? 'email_code';
  const address = addEmailAddress(instance, user.id, input.emailAddress, strategy);
  return instance.store.users.patch(user.id, { primaryEmailAddressId: address.id });
}

/**
 * Adds an address to a user.
 *
 * @param verifiedBy Strategy that verified it; null: not verified yet.
 */
export function addEmailAddress(
  instance: Instance,
  userId: string,
  emailAddress: string,
  verifiedBy: string | null,
): EmailAddressRow {
  const atMs = instance.nowMs();
  return instance.store.emailAddresses.set({
    id: newId('idn'),
    userId,
    emailAddress: emailAddress.toLowerCase(),
    reserved: false,
    verification:
      verifiedBy === null
        ? null
        : { status: 'verified', strategy: verifiedBy, attempts: null, expireAtMs: atMs, codeId: null },
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
}

/** Oldest first. */
export function emailAddressesOf(instance: Instance, userId: string): EmailAddressRow[] {
  return instance.store.emailAddresses.listBy('userId', userId);
}

/** Finds the verified address, case-insensitive. An address that is not verified belongs to no user yet. */
export function findVerifiedEmail(instance: Instance, emailAddress: string): EmailAddressRow | undefined {
  return instance.store.emailAddresses
    .listBy('emailAddress', emailAddress.toLowerCase())
    .find((row) => row.verification?.status === 'verified');
}

/** Deletes a user with addresses, memberships and tickets; their sessions end everywhere. */
export function deleteUser(instance: Instance, userId: string): void {
  const { store } = instance;
  endSessions(instance, store.sessions.listBy('userId', userId), 'ended');
  for (const row of emailAddressesOf(instance, userId)) store.emailAddresses.delete(row.id);
  for (const row of store.memberships.listBy('userId', userId)) store.memberships.delete(row.id);
  for (const row of store.signInTokens.listBy('userId', userId)) store.signInTokens.delete(row.id);
  store.users.delete(userId);
}
