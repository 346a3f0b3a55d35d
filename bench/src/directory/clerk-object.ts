/** Kinds of Clerk's objects that the directory mirrors. */
export const KINDS = ['user', 'organization', 'membership', 'session'] as const;
export type Kind = (typeof KINDS)[number];

/** What an object is at one moment. Everything else about it follows from these. */
export interface Moment {
  readonly id: string;
  /** Counts the object's events from 0. */
  readonly version: number;
  readonly atMs: number;
  readonly createdAtMs: number;
}

/** An object as Clerk writes it, and the row it has to become, written down apart from the code that makes one of the other. */
interface Description {
  readonly data: Readonly<Record<string, unknown>>;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Describes one state of an object. */
export function describeObject(kind: Kind, moment: Moment): Description {
  const { id, atMs, createdAtMs } = moment;
  const { data, row } = DESCRIPTIONS[kind](moment);
  return {
    data: { id, ...data, created_at: createdAtMs, updated_at: atMs },
    row: { id, ...row, createdAtMs, updatedAtMs: atMs, versionMs: atMs, eventAtMs: atMs, deletedAtMs: null },
  };
}

/** The row of an object that is gone: nothing but its id and when. */
export function describeDeleted(kind: Kind, { id, version, atMs, createdAtMs }: Moment): Description['row'] {
  const columns = Object.keys(describeObject(kind, { id, version, atMs, createdAtMs }).row);
  return {
    ...Object.fromEntries(columns.map((column) => [column, null])),
    id,
    versionMs: atMs,
    eventAtMs: atMs,
    deletedAtMs: atMs,
  };
}

const DESCRIPTIONS: Readonly<Record<Kind, (moment: Moment) => Description>> = {
  user: ({ id, version, atMs }) => ({
    data: {
      object: 'user',
      first_name: `Ada ${version}`,
      last_name: 'Lovelace',
      username: null,
      primary_email_address_id: 'idn_1',
      email_addresses: [
        { id: 'idn_0', email_address: `${id}@old.test` },
        { id: 'idn_1', email_address: `${id}.${version}@acme.test` },
      ],
      image_url: `https://img.acme.test/${id}.png`,
      external_id: null,
      banned: version % 5 === 4,
      locked: false,
      public_metadata: { version },
      private_metadata: { notes: 'never mirrored' },
      last_sign_in_at: atMs - 1000,
      last_active_at: null,
    },
    row: {
      firstName: `Ada ${version}`,
      lastName: 'Lovelace',
      username: null,
      email: `${id}.${version}@acme.test`,
      emails: [`${id}.${version}@acme.test`, `${id}@old.test`],
      imageUrl: `https://img.acme.test/${id}.png`,
      externalId: null,
      isBanned: version % 5 === 4,
      isLocked: false,
      publicMetadata: { version },
      lastSignInAtMs: atMs - 1000,
      lastActiveAtMs: null,
    },
  }),
  organization: ({ id, version }) => ({
    data: {
      object: 'organization',
      name: `Acme ${version}`,
      slug: `${id}-${version}`,
      image_url: 'https://img.acme.test/acme.png',
      created_by: 'user_1',
      public_metadata: {},
    },
    row: {
      name: `Acme ${version}`,
      slug: `${id}-${version}`,
      imageUrl: 'https://img.acme.test/acme.png',
      createdBy: 'user_1',
      publicMetadata: {},
    },
  }),
  membership: ({ id, version }) => ({
    data: {
      object: 'organization_membership',
      role: `org:role_${version}`,
      organization: { id: 'org_1', name: 'Acme' },
      public_user_data: { user_id: `user_of_${id}`, identifier: 'never mirrored' },
      public_metadata: { version },
    },
    row: {
      userId: `user_of_${id}`,
      organizationId: 'org_1',
      role: `org:role_${version}`,
      publicMetadata: { version },
    },
  }),
  session: ({ id, version, createdAtMs }) => ({
    data: {
      object: 'session',
      user_id: `user_of_${id}`,
      client_id: 'client_1',
      status: version === 0 ? 'active' : 'ended',
      actor: null,
      last_active_organization_id: null,
      last_active_at: createdAtMs,
      expire_at: createdAtMs + 604_800_000,
      abandon_at: createdAtMs + 2_592_000_000,
    },
    row: {
      userId: `user_of_${id}`,
      clientId: 'client_1',
      status: version === 0 ? 'active' : 'ended',
      actorId: null,
      lastActiveOrganizationId: null,
      lastActiveAtMs: createdAtMs,
      expireAtMs: createdAtMs + 604_800_000,
      abandonAtMs: createdAtMs + 2_592_000_000,
    },
  }),
};
