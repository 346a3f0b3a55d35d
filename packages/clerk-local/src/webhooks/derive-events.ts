import { isDeepStrictEqual } from 'node:util';
import { billingEvents } from '../billing/billing-events.ts';
import { statusOf } from '../flows/sessions/session-tasks.ts';
import { findVerifiedEmail } from '../flows/users/users.ts';
import type { Instance } from '../instance/instance.ts';
import { type ChangeSet, changesOf } from '../store/record-changes.ts';
import type { SessionRow } from '../store/session-rows.ts';
import type { TableName, TableRows } from '../store/store.ts';
import type { RowChange } from '../store/table.ts';
import { viewBefore } from '../store/view-before.ts';
import {
  type DataReader,
  readMembershipData,
  readOrganizationData,
  readPermissionData,
  readRoleData,
  readUserData,
  toEmailData,
  toInvitationData,
  toSessionData,
} from './event-data.ts';
import type { EventType, WebhookEvent } from './event-types.ts';
import type { Moment } from './moment.ts';

/**
 * Derives the events of one request from the rows it wrote, so that a route cannot forget to
 * announce a change: an object has changed when its JSON has, whichever tables it comes from.
 *
 * @returns creations and updates first, parents before children; deletions last, children before parents.
 */
export function deriveEvents(instance: Instance, changes: ChangeSet): WebhookEvent[] {
  const before = { ...instance, store: viewBefore(instance.store, changes) };
  const moment = { before, after: instance };
  const events = [
    ...idsNamedBy(changes, 'users', 'userId').flatMap((id) => lifecycle('user', readUserData, moment, id)),
    ...idsNamedBy(changes, 'organizations', 'organizationId').flatMap((id) =>
      lifecycle('organization', readOrganizationData, moment, id),
    ),
    ...changesOf(changes, 'permissions').flatMap(({ id }) =>
      lifecycle('permission', readPermissionData, moment, id),
    ),
    ...changesOf(changes, 'roles').flatMap(({ id }) => lifecycle('role', readRoleData, moment, id)),
    ...changesOf(changes, 'memberships').flatMap(({ id }) =>
      lifecycle('organizationMembership', readMembershipData, moment, id),
    ),
    ...changesOf(changes, 'organizationInvitations').flatMap((change) => invitationEvents(instance, change)),
    ...changesOf(changes, 'sessions').flatMap((change) => sessionEvents(moment, change)),
    ...billingEvents(moment, changesOf(changes, 'subscriptionItems')),
    ...changesOf(changes, 'inbox').flatMap(({ before: old, after }): WebhookEvent[] =>
      after && !old ? [{ type: 'email.created', data: toEmailData(instance, after) }] : [],
    ),
  ];
  const isDeletion = ({ type }: WebhookEvent) => type.endsWith('.deleted');
  return [...events.filter((event) => !isDeletion(event)), ...events.filter(isDeletion).toReversed()];
}

function lifecycle(
  kind: 'user' | 'organization' | 'organizationMembership' | 'permission' | 'role',
  { read, toDeleted, ignored }: DataReader,
  { before, after }: Moment,
  id: string,
): WebhookEvent[] {
  const old = read(before, id);
  const data = read(after, id);
  if (data && !old) return [{ type: `${kind}.created`, data }];
  if (old && !data) return [{ type: `${kind}.deleted`, data: toDeleted(old) }];
  if (!data || !old) return [];
  const comparable = (json: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(json).filter(([key]) => !ignored.has(key)));
  return isDeepStrictEqual(comparable(old), comparable(data)) ? [] : [{ type: `${kind}.updated`, data }];
}

function invitationEvents(
  instance: Instance,
  { before, after }: RowChange<TableRows['organizationInvitations']>,
): WebhookEvent[] {
  if (!after || before?.status === after.status) return [];
  const data = toInvitationData(instance, after);
  if (!before) return [{ type: 'organizationInvitation.created', data }];
  if (after.status === 'revoked') return [{ type: 'organizationInvitation.revoked', data }];
  if (after.status !== 'accepted') return [];
  const userId = findVerifiedEmail(instance, after.emailAddress)?.userId ?? '';
  return [{ type: 'organizationInvitation.accepted', data: { ...data, user_id: userId } }];
}

const SESSION_EVENTS: Readonly<Partial<Record<SessionRow['status'], EventType>>> = {
  pending: 'session.pending',
  ended: 'session.ended',
  removed: 'session.removed',
  revoked: 'session.revoked',
};

/** A session with tasks left is both created and pending. */
function sessionEvents({ before, after }: Moment, change: RowChange<SessionRow>): WebhookEvent[] {
  const { after: session } = change;
  if (!session) return [];
  const status = statusOf(after, session);
  if (change.before && statusOf(before, change.before) === status) return [];
  const data = toSessionData({ before, after }, session);
  const type = SESSION_EVENTS[status];
  return [
    ...(change.before ? [] : [{ type: 'session.created', data } as const]),
    ...(type === undefined ? [] : [{ type, data }]),
  ];
}

/** Ids of one table's changed rows, and those that changed rows of other tables refer to. */
function idsNamedBy(changes: ChangeSet, table: TableName, field: string): string[] {
  const named = [...changes.values()]
    .flatMap((rows) => [...rows.values()])
    .flatMap(({ before, after }) => [before?.[field], after?.[field]])
    .filter((id): id is string => typeof id === 'string');
  return [...new Set([...(changes.get(table)?.keys() ?? []), ...named])];
}
