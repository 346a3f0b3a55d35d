import { z } from 'zod';

/** What is read of Clerk's objects; the rest is let go. Ids and names are bounded, as an index must hold them. */
const id = z.string().min(1).max(256);
const shortText = z.string().max(1024);
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? null);
const time = optional(z.number().transform(Math.round).pipe(z.int()));
const metadata = optional(z.record(z.string(), z.unknown()));

const emailAddress = z.object({ id, email_address: z.string().max(1024) });

/** @source `@clerk/backend` 3.20.1 `UserJSON`. */
const userObject = z
  .object({
    id,
    first_name: optional(shortText),
    last_name: optional(shortText),
    username: optional(shortText),
    primary_email_address_id: optional(id),
    email_addresses: optional(z.array(emailAddress)),
    image_url: optional(z.string()),
    external_id: optional(shortText),
    banned: optional(z.boolean()),
    locked: optional(z.boolean()),
    public_metadata: metadata,
    last_sign_in_at: time,
    last_active_at: time,
    created_at: time,
    updated_at: time,
  })
  .transform((user) => {
    const emails = sortEmails(user.email_addresses ?? [], user.primary_email_address_id);
    return {
      id: user.id,
      firstName: user.first_name,
      lastName: user.last_name,
      username: user.username,
      email: user.primary_email_address_id === null ? null : (emails[0] ?? null),
      emails,
      imageUrl: user.image_url,
      externalId: user.external_id,
      isBanned: user.banned ?? false,
      isLocked: user.locked ?? false,
      publicMetadata: user.public_metadata ?? {},
      lastSignInAtMs: user.last_sign_in_at,
      lastActiveAtMs: user.last_active_at,
      createdAtMs: user.created_at,
      updatedAtMs: user.updated_at,
    };
  });

/** @source `@clerk/backend` 3.20.1 `OrganizationJSON`. */
const organizationObject = z
  .object({
    id,
    name: shortText,
    slug: optional(z.string().max(256)),
    image_url: optional(z.string()),
    created_by: optional(id),
    public_metadata: metadata,
    created_at: time,
    updated_at: time,
  })
  .transform((organization) => ({
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    imageUrl: organization.image_url,
    createdBy: organization.created_by,
    publicMetadata: organization.public_metadata ?? {},
    createdAtMs: organization.created_at,
    updatedAtMs: organization.updated_at,
  }));

/** @source `@clerk/backend` 3.20.1 `OrganizationMembershipJSON`. */
const membershipObject = z
  .object({
    id,
    role: shortText,
    organization: z.object({ id }),
    public_user_data: z.object({ user_id: id }),
    public_metadata: metadata,
    created_at: time,
    updated_at: time,
  })
  .transform((membership) => ({
    id: membership.id,
    userId: membership.public_user_data.user_id,
    organizationId: membership.organization.id,
    role: membership.role,
    publicMetadata: membership.public_metadata ?? {},
    createdAtMs: membership.created_at,
    updatedAtMs: membership.updated_at,
  }));

/** @source `@clerk/backend` 3.20.1 `SessionJSON`. */
const sessionObject = z
  .object({
    id,
    user_id: id,
    client_id: optional(id),
    status: shortText,
    actor: optional(z.looseObject({ sub: optional(id) })),
    last_active_organization_id: optional(id),
    last_active_at: time,
    expire_at: time,
    abandon_at: time,
    created_at: time,
    updated_at: time,
  })
  .transform((session) => ({
    id: session.id,
    userId: session.user_id,
    clientId: session.client_id,
    status: session.status,
    actorId: session.actor?.sub ?? null,
    lastActiveOrganizationId: session.last_active_organization_id,
    lastActiveAtMs: session.last_active_at,
    expireAtMs: session.expire_at,
    abandonAtMs: session.abandon_at,
    createdAtMs: session.created_at,
    updatedAtMs: session.updated_at,
  }));

/** How each kind of Clerk's objects becomes a row. The input is JSON as Clerk writes it, in webhooks and in its Backend API. */
export const mirroredObjects = {
  user: userObject,
  organization: organizationObject,
  membership: membershipObject,
  session: sessionObject,
} as const;

export type ObjectKind = keyof typeof mirroredObjects;

/** All that is known of a deleted object. */
export const deletedObject = z.object({ id });

function sortEmails(
  addresses: readonly z.output<typeof emailAddress>[],
  primaryId: string | null,
): readonly string[] {
  const isPrimary = (address: { id: string }) => Number(address.id === primaryId);
  return addresses
    .toSorted((left, right) => isPrimary(right) - isPrimary(left))
    .map(({ email_address }) => email_address);
}
