import { Hono } from 'hono';
import type { z } from 'zod';
import { invalidField } from '../errors/api-error.ts';
import { endSessions } from '../flows/sessions/sessions.ts';
import { addEmailAddress, createUser, deleteUser } from '../flows/users/users.ts';
import { pageOf, sortRows } from '../input/page.ts';
import { parseBody, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';
import { requireUserRow } from './call/find-rows.ts';
import { listUsers, listUsersQuery, userOrderKeys } from './list-users.ts';
import {
  assertNamesFree,
  createUserBody,
  giveSecondFactors,
  readAccountFields,
  updateUserBody,
} from './user-input.ts';
import { toDeletedJSON } from './wire/deleted.ts';
import { toBackendUserJSON } from './wire/user.ts';

/**
 * Users: list, count, create, read, update, delete.
 *
 * @source clerk/openapi-specs `GetUserList`, `GetUsersCount`, `CreateUser`, `GetUser`, `UpdateUser`, `DeleteUser`.
 */
export function userRoutes(instance: Instance): Hono {
  return new Hono()
    .get('/users', (c) => {
      const query = parseQuery(c, listUsersQuery);
      const rows = sortRows(listUsers(instance, query), userOrderKeys, query.order_by);
      return c.json(pageOf(rows, query).map((row) => toBackendUserJSON(instance, row)));
    })
    .get('/users/count', (c) => {
      const total = listUsers(instance, parseQuery(c, listUsersQuery)).length;
      return c.json({ object: 'total_count', total_count: total });
    })
    .post('/users', async (c) => {
      const user = await addUser(instance, await parseBody(c, createUserBody));
      return c.json(toBackendUserJSON(instance, user));
    })
    .get('/users/:id', (c) =>
      c.json(toBackendUserJSON(instance, requireUserRow(instance, c.req.param('id')))),
    )
    .patch('/users/:id', async (c) => {
      const user = requireUserRow(instance, c.req.param('id'));
      const changed = await updateUser(instance, user, await parseBody(c, updateUserBody));
      return c.json(toBackendUserJSON(instance, changed));
    })
    .delete('/users/:id', (c) => {
      const user = requireUserRow(instance, c.req.param('id'));
      deleteUser(instance, user.id);
      const externalId = user.externalId === null ? {} : { external_id: user.externalId };
      return c.json({ ...toDeletedJSON('user', user.id), ...externalId });
    });
}

/** Addresses given by the application's own server count as verified; the first is the primary one. */
async function addUser(instance: Instance, input: z.output<typeof createUserBody>): Promise<UserRow> {
  const [primary, ...further] = input.email_address ?? [];
  if (primary === undefined && !input.username) {
    throw invalidField('email_address', 'form_param_missing', 'email_address or username must be included.');
  }
  const fields = await readAccountFields(instance, input);
  // After the last await, so that two requests at once cannot both find the address free.
  assertNamesFree(instance, input);
  const user = createUser(instance, {
    ...(primary === undefined ? {} : { emailAddress: primary, emailVerifiedBy: 'admin' }),
    publicMetadata: input.public_metadata ?? {},
    privateMetadata: input.private_metadata ?? {},
    unsafeMetadata: input.unsafe_metadata ?? {},
  });
  for (const address of new Set(further)) addEmailAddress(instance, user.id, address, 'admin');
  const created = instance.store.users.patch(user.id, {
    ...fields,
    banned: input.banned ?? false,
    locked: input.locked ?? false,
  });
  return giveSecondFactors(instance, created, input);
}

async function updateUser(
  instance: Instance,
  user: UserRow,
  input: z.output<typeof updateUserBody>,
): Promise<UserRow> {
  const fields = await readAccountFields(instance, input);
  // Another request may have deleted the user meanwhile.
  requireUserRow(instance, user.id);
  assertNamesFree(instance, input, user.id);
  const primaryEmailAddressId = input.primary_email_address_id ?? user.primaryEmailAddressId;
  if (primaryEmailAddressId !== user.primaryEmailAddressId)
    assertOwnAddress(instance, user, primaryEmailAddressId);
  if (input.sign_out_of_other_sessions) {
    endSessions(instance, instance.store.sessions.listBy('userId', user.id), 'revoked');
  }
  const changed = instance.store.users.patch(user.id, {
    ...fields,
    primaryEmailAddressId,
    updatedAtMs: instance.nowMs(),
  });
  return giveSecondFactors(instance, changed, input);
}

function assertOwnAddress({ store }: Instance, user: UserRow, addressId: string | null): void {
  const address = store.emailAddresses.get(addressId ?? '');
  if (address?.userId === user.id && address.verification?.status === 'verified') return;
  throw invalidField(
    'primary_email_address_id',
    'form_param_value_invalid',
    'Not a verified address of this user.',
  );
}
