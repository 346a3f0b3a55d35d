import type { ObjectKind } from './mirrored-objects.ts';
import type { DeliveredEvent } from './read-change.ts';

// Objects as Clerk writes them, with what the mirror reads and some of what it does not.

const SUBJECTS: Readonly<Record<ObjectKind, string>> = {
  user: 'user',
  organization: 'organization',
  membership: 'organizationMembership',
  session: 'session',
};

/** The state of an object as JSON. `name` shows up in one column of its kind: see `NAME_COLUMNS`. */
export function buildObject(
  kind: ObjectKind,
  id: string,
  { name, updatedAtMs }: { readonly name: string; readonly updatedAtMs: number },
): Record<string, unknown> {
  const times = { created_at: 1_700_000_000_000, updated_at: updatedAtMs };
  switch (kind) {
    case 'user':
      return {
        id,
        object: 'user',
        first_name: name,
        last_name: 'Lovelace',
        username: null,
        primary_email_address_id: 'idn_2',
        email_addresses: [
          { id: 'idn_1', email_address: 'old@acme.test' },
          { id: 'idn_2', email_address: 'ada@acme.test' },
        ],
        image_url: 'https://img.acme.test/ada.png',
        external_id: null,
        banned: false,
        locked: false,
        public_metadata: { plan: 'pro' },
        private_metadata: { secret: 'never mirrored' },
        last_sign_in_at: null,
        last_active_at: null,
        ...times,
      };
    case 'organization':
      return { id, object: 'organization', name, slug: `slug-${id}`, public_metadata: {}, ...times };
    case 'membership':
      return {
        id,
        object: 'organization_membership',
        role: name,
        organization: { id: 'org_1' },
        public_user_data: { user_id: 'user_1' },
        ...times,
      };
    case 'session':
      return {
        id,
        object: 'session',
        user_id: 'user_1',
        client_id: 'client_1',
        status: name,
        actor: { sub: 'user_support' },
        expire_at: 1_800_000_000_000,
        ...times,
      };
  }
}

/** Where the mirror keeps the `name` of `buildObject`. */
export const NAME_COLUMNS = {
  user: 'firstName',
  organization: 'name',
  membership: 'role',
  session: 'status',
} as const satisfies Readonly<Record<ObjectKind, string>>;

/** An event about an object that was changed in the same moment. */
export function buildEvent(
  kind: ObjectKind,
  verb: string,
  { id, name = 'Ada', atMs, eventId }: { id: string; name?: string; atMs: number; eventId: string },
): DeliveredEvent {
  const data =
    verb === 'deleted'
      ? { id, object: kind, deleted: true }
      : buildObject(kind, id, { name, updatedAtMs: atMs });
  return { id: eventId, type: `${SUBJECTS[kind]}.${verb}`, timestampMs: atMs, data };
}
