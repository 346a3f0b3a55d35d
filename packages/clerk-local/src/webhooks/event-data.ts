import { toDeletedJSON } from '../backend-api/wire/deleted.ts';
import {
  toBackendInvitationJSON,
  toBackendMembershipJSON,
  toBackendOrganizationJSON,
} from '../backend-api/wire/organization.ts';
import { toBackendSessionJSON } from '../backend-api/wire/session.ts';
import { toBackendUserJSON } from '../backend-api/wire/user.ts';
import { findVerifiedEmail } from '../flows/users/users.ts';
import type { Instance } from '../instance/instance.ts';
import type { InboxMessageRow } from '../store/instance-rows.ts';
import type { OrganizationInvitationRow } from '../store/organization-rows.ts';
import type { SessionRow } from '../store/session-rows.ts';
import { toPermissionJSON, toRoleJSON } from '../wire/role.ts';
import type { Moment } from './moment.ts';

type Json = Readonly<Record<string, unknown>>;

/** How one kind of object appears in events. */
export interface DataReader {
  /** @returns its JSON at that moment; undefined: it did not exist. */
  read(instance: Instance, id: string): Json | undefined;
  toDeleted(last: Json): Json;
  /** Fields whose change is no update: they change on their own, or have events of their own. */
  ignored: ReadonlySet<string>;
}

export const readUserData: DataReader = {
  read: (instance, id) => {
    const row = instance.store.users.get(id);
    return row && toBackendUserJSON(instance, row);
  },
  toDeleted: ({ id, external_id }) => ({
    ...toDeletedJSON('user', String(id)),
    ...(typeof external_id === 'string' ? { external_id } : {}),
  }),
  ignored: new Set(['updated_at', 'last_active_at']),
};

export const readOrganizationData: DataReader = {
  read: (instance, id) => {
    const row = instance.store.organizations.get(id);
    return row && toBackendOrganizationJSON(instance, row);
  },
  toDeleted: ({ id, slug }) => ({ ...toDeletedJSON('organization', String(id)), slug }),
  ignored: new Set(['updated_at', 'members_count', 'pending_invitations_count']),
};

/** A deleted membership is sent with all fields: receivers need to know whose it was. */
export const readMembershipData: DataReader = {
  read: (instance, id) => {
    const row = instance.store.memberships.get(id);
    return row && toBackendMembershipJSON(instance, row);
  },
  toDeleted: (last) => last,
  ignored: new Set(['updated_at', 'organization', 'public_user_data']),
};

export const readRoleData: DataReader = {
  read: (instance, id) => {
    const row = instance.store.roles.get(id);
    return row && toRoleJSON(instance, row);
  },
  toDeleted: ({ id }) => toDeletedJSON('role', String(id)),
  ignored: new Set(['updated_at']),
};

export const readPermissionData: DataReader = {
  read: ({ store }, id) => {
    const row = store.permissions.get(id);
    return row && toPermissionJSON(row);
  },
  toDeleted: ({ id }) => toDeletedJSON('permission', String(id)),
  ignored: new Set(['updated_at']),
};

export function toInvitationData(instance: Instance, row: OrganizationInvitationRow) {
  return toBackendInvitationJSON(instance, row);
}

/** @param moment A user who was deleted since is shown as before. */
export function toSessionData({ before, after }: Moment, session: SessionRow) {
  const user = readUserData.read(after, session.userId) ?? readUserData.read(before, session.userId) ?? null;
  return { ...toBackendSessionJSON(after, session), user };
}

/** @source clerk/openapi-specs webhooks `EmailEventPayload`. */
export function toEmailData(instance: Instance, row: InboxMessageRow) {
  const address = findVerifiedEmail(instance, row.to);
  return {
    object: 'email' as const,
    id: row.id,
    slug: row.slug ?? null,
    from_email_name: 'notifications',
    reply_to_email_name: null,
    to_email_address: row.to,
    email_address_id: address?.id ?? null,
    user_id: address?.userId ?? null,
    subject: row.subject,
    body: row.text,
    body_plain: row.text,
    status: 'queued',
    data: row.code === null ? {} : { otp_code: row.code },
    delivered_by_clerk: true,
  };
}
