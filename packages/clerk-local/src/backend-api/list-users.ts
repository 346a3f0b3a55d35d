import { z } from 'zod';
import { membershipsOf } from '../flows/organizations/organizations.ts';
import { emailAddressesOf } from '../flows/users/users.ts';
import { type OrderKeys, orderBy, pageQuery } from '../input/page.ts';
import { booleanText, integerText, many, one } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';

const timeMs = one(integerText(0, Number.MAX_SAFE_INTEGER));

/** Filters that listing and counting share. @source clerk/openapi-specs `GetUserList`, `GetUsersCount`. */
const filters = {
  email_address: many(),
  external_id: many(),
  username: many(),
  user_id: many(),
  organization_id: many(),
  query: one(z.string()),
  email_address_query: one(z.string()),
  username_query: one(z.string()),
  name_query: one(z.string()),
  banned: one(booleanText),
  created_at_before: timeMs,
  created_at_after: timeMs,
  last_active_at_before: timeMs,
  last_active_at_after: timeMs,
  last_active_at_since: timeMs,
  last_sign_in_at_before: timeMs,
  last_sign_in_at_after: timeMs,
};

export const userOrderKeys: OrderKeys<UserRow> = {
  created_at: (row) => row.createdAtMs,
  updated_at: (row) => row.updatedAtMs,
  first_name: (row) => row.firstName,
  last_name: (row) => row.lastName,
  username: (row) => row.username,
  last_active_at: (row) => row.lastActiveAtMs,
  last_sign_in_at: (row) => row.lastSignInAtMs,
};

/** The SDK sends the same parameters to both operations, so counting accepts (and ignores) page and order. */
export const listUsersQuery = z.strictObject({
  ...filters,
  ...pageQuery,
  order_by: orderBy(Object.keys(userOrderKeys)),
});

export type ListUsersQuery = z.output<typeof listUsersQuery>;

/** Lists the users that match every given filter, oldest first. */
export function listUsers(instance: Instance, query: ListUsersQuery): UserRow[] {
  return instance.store.users.list(
    (user) =>
      matchesNames(instance, user, query) && matchesText(instance, user, query) && matchesState(user, query),
  );
}

function matchesNames(instance: Instance, user: UserRow, query: ListUsersQuery): boolean {
  const addresses = emailAddressesOf(instance, user.id).map(({ emailAddress }) => emailAddress);
  const organizations = membershipsOf(instance, { userId: user.id }).map(
    ({ organizationId }) => organizationId,
  );
  return (
    isAmong(
      addresses,
      query.email_address?.map((value) => value.toLowerCase()),
    ) &&
    isAmong([user.externalId], query.external_id) &&
    isAmong([user.username], query.username) &&
    isAmong([user.id], query.user_id) &&
    isAmong(organizations, query.organization_id)
  );
}

function matchesText(instance: Instance, user: UserRow, query: ListUsersQuery): boolean {
  const addresses = emailAddressesOf(instance, user.id).map(({ emailAddress }) => emailAddress);
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
  return (
    contains([user.id, user.externalId, user.username, name, ...addresses], query.query) &&
    contains(addresses, query.email_address_query) &&
    contains([user.username], query.username_query) &&
    contains([name], query.name_query)
  );
}

function matchesState(user: UserRow, query: ListUsersQuery): boolean {
  return (
    (query.banned === undefined || user.banned === query.banned) &&
    isWithin(user.createdAtMs, query.created_at_after, query.created_at_before) &&
    isWithin(user.lastActiveAtMs, query.last_active_at_after, query.last_active_at_before) &&
    isWithin(user.lastActiveAtMs, query.last_active_at_since, undefined) &&
    isWithin(user.lastSignInAtMs, query.last_sign_in_at_after, query.last_sign_in_at_before)
  );
}

/** `-x` excludes, `x` and `+x` include; a `+` that was not escaped arrives as a space. */
function isAmong(actual: readonly (string | null)[], wanted: readonly string[] | undefined): boolean {
  if (!wanted) return true;
  const excluded = wanted.filter((value) => value.startsWith('-')).map((value) => value.slice(1));
  const included = wanted
    .filter((value) => !value.startsWith('-'))
    .map((value) => value.replace(/^[+ ]/, ''));
  const has = (value: string) => actual.includes(value);
  return !excluded.some(has) && (included.length === 0 || included.some(has));
}

function contains(texts: readonly (string | null)[], part: string | undefined): boolean {
  if (part === undefined) return true;
  return texts.some((text) => text?.toLowerCase().includes(part.toLowerCase()));
}

function isWithin(timeMs: number | null, afterMs: number | undefined, beforeMs: number | undefined): boolean {
  if (afterMs === undefined && beforeMs === undefined) return true;
  return timeMs !== null && timeMs >= (afterMs ?? 0) && timeMs <= (beforeMs ?? Number.MAX_SAFE_INTEGER);
}
