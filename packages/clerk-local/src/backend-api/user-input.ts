import { z } from 'zod';
import { invalidField } from '../errors/api-error.ts';
import { importSecondFactors } from '../flows/second-factors/second-factors.ts';
import { isTotpSecret } from '../flows/second-factors/totp.ts';
import { newPasswordFields } from '../flows/sign-in/compromised-passwords.ts';
import { assertPasswordAllowed, hashPassword, MAX_PASSWORD_BYTES } from '../flows/sign-in/passwords.ts';
import { findVerifiedEmail } from '../flows/users/users.ts';
import { metadata, shortText, timeText } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';

const BCRYPT_DIGEST = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/;
const PLAIN_CODE = /^[^\s$]{6,64}$/;
const username = z.string().regex(/^[A-Za-z0-9_-]{4,64}$/, 'Use 4 to 64 letters, digits, "_" or "-".');

/** Fields of both creating and updating. Factors that the local Clerk does not have (phone, wallets) are refused as unknown. */
const accountFields = {
  external_id: shortText().min(1).nullish(),
  first_name: shortText().nullish(),
  last_name: shortText().nullish(),
  username: username.nullish(),
  locale: shortText().nullish(),
  password: z.string().nullish(),
  password_digest: z.string().regex(BCRYPT_DIGEST, 'Not a bcrypt digest.').optional(),
  password_hasher: z.literal('bcrypt', 'The local Clerk reads bcrypt digests only.').optional(),
  skip_password_checks: z.boolean().nullish(),
  skip_legal_checks: z.boolean().nullish(),
  delete_self_enabled: z.boolean().nullish(),
  create_organization_enabled: z.boolean().nullish(),
  create_organizations_limit: z.int().min(0).nullish(),
  bypass_client_trust: z.boolean().nullish(),
  totp_secret: z.string().refine(isTotpSecret, 'Not a base32 secret of 80 bits or more.').nullish(),
  backup_codes: z
    .array(z.string().regex(PLAIN_CODE, 'The local Clerk accepts backup codes in plain text only.'))
    .optional(),
  legal_accepted_at: timeText.nullish(),
  created_at: timeText.nullish(),
};

/** @source clerk/openapi-specs `CreateUser`. */
export const createUserBody = z.strictObject({
  ...accountFields,
  email_address: z.array(z.email()).optional(),
  skip_password_requirement: z.boolean().nullish(),
  public_metadata: metadata.optional(),
  private_metadata: metadata.optional(),
  unsafe_metadata: metadata.optional(),
  banned: z.boolean().nullish(),
  locked: z.boolean().nullish(),
});

/** @source clerk/openapi-specs `UpdateUser`; metadata has a route of its own. */
export const updateUserBody = z.strictObject({
  ...accountFields,
  primary_email_address_id: z.string().optional(),
  sign_out_of_other_sessions: z.boolean().nullish(),
});

type AccountInput = Pick<z.output<typeof updateUserBody>, keyof typeof accountFields>;

/**
 * Turns the shared fields into row fields; a field that was not given is left out, so the row keeps its value.
 *
 * @throws {ApiError} 422 `form_password_*`.
 */
export async function readAccountFields(instance: Instance, input: AccountInput): Promise<Partial<UserRow>> {
  const given: Partial<Record<keyof UserRow, unknown>> = {
    externalId: input.external_id,
    firstName: input.first_name,
    lastName: input.last_name,
    username: input.username,
    locale: input.locale,
    legalAcceptedAtMs: input.legal_accepted_at,
    createOrganizationsLimit: input.create_organizations_limit,
    // These are never null in a row: null means "as it was".
    createdAtMs: input.created_at ?? undefined,
    deleteSelfEnabled: input.delete_self_enabled ?? undefined,
    createOrganizationEnabled: input.create_organization_enabled ?? undefined,
    bypassClientTrust: input.bypass_client_trust ?? undefined,
    ...(await readPassword(instance, input)),
  };
  // Each value above comes from a field of the same type; only absent ones are dropped.
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<UserRow>;
}

/** Gives a user the second factors of the input; without any the row stays as it is. */
export function giveSecondFactors(instance: Instance, user: UserRow, input: AccountInput): UserRow {
  const { totp_secret: secret, backup_codes: codes } = input;
  if (!secret && !codes) return user;
  return importSecondFactors(instance, user, { secret: secret ?? undefined, codes });
}

/**
 * Refuses a username or external id that another user has.
 *
 * @param userId The user who may have them already; absent for a new user.
 * @throws {ApiError} 422 `form_identifier_exists` with `meta.param_name`.
 */
export function assertNamesFree(
  instance: Instance,
  names: {
    email_address?: readonly string[] | undefined;
    username?: string | null | undefined;
    external_id?: string | null | undefined;
  },
  userId?: string,
): void {
  const taken = (param: string) =>
    invalidField(param, 'form_identifier_exists', `That ${param.replaceAll('_', ' ')} is taken.`);
  for (const address of names.email_address ?? []) {
    const owner = findVerifiedEmail(instance, address);
    if (owner && owner.userId !== userId) throw taken('email_address');
  }
  const { users } = instance.store;
  const isOther = ({ id }: UserRow) => id !== userId;
  if (names.username && users.listBy('username', names.username).some(isOther)) throw taken('username');
  if (names.external_id && users.listBy('externalId', names.external_id).some(isOther))
    throw taken('external_id');
}

async function readPassword(instance: Instance, input: AccountInput): Promise<Partial<UserRow>> {
  const passwordHash =
    input.password_digest ??
    (input.password ? await hashChecked(instance, input.password, input) : undefined);
  return passwordHash === undefined ? {} : newPasswordFields(instance, passwordHash);
}

async function hashChecked(
  instance: Instance,
  password: string,
  { skip_password_checks: skip }: AccountInput,
): Promise<string> {
  // bcrypt would cut off a longer password, so it is refused even when checks are skipped: half of it must not open the account.
  if (!skip || Buffer.byteLength(password) > MAX_PASSWORD_BYTES) assertPasswordAllowed(password, 'password');
  return hashPassword(instance, password);
}
