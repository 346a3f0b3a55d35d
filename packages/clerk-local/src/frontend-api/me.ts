import { Hono } from 'hono';
import { ApiError, invalidField, missingField, notFound } from '../errors/api-error.ts';
import { assertRecentlyVerified } from '../flows/sessions/reverification.ts';
import { tasksOf } from '../flows/sessions/session-tasks.ts';
import { endSessions } from '../flows/sessions/sessions.ts';
import { assertOtherPassword, newPasswordFields } from '../flows/sign-in/compromised-passwords.ts';
import { assertPasswordAllowed, hashPassword, verifyPassword } from '../flows/sign-in/passwords.ts';
import { parseName } from '../flows/sign-in/sign-up.ts';
import { mergeMetadata } from '../flows/users/merge-metadata.ts';
import { requireFit } from '../flows/users/metadata-size.ts';
import { deleteUser } from '../flows/users/users.ts';
import { assertAttributesOn } from '../input/assert-attributes-on.ts';
import { type Fields, readFields } from '../input/fields.ts';
import { parseMetadata } from '../input/parse-metadata.ts';
import type { Instance } from '../instance/instance.ts';
import type { SessionRow } from '../store/session-rows.ts';
import type { UserRow } from '../store/user-rows.ts';
import { toUserJSON } from '../wire/user.ts';
import { type Call, type CallEnv, requireSession, requireVerifiedSession, respond } from './call/call.ts';

/** The signed-in user's own account. @source FAPI `getUser`, `patchUser`, `deleteUser`, `changePassword`. */
export function meRoutes(instance: Instance): Hono<CallEnv> {
  const save = (c: Call, user: UserRow, changes: Partial<UserRow>) => {
    const saved = instance.store.users.patch(user.id, { ...changes, updatedAtMs: instance.nowMs() });
    return respond(instance, c, toUserJSON(instance, saved));
  };
  return new Hono<CallEnv>({ strict: false })
    .get('/me', (c) => respond(instance, c, toUserJSON(instance, requireSession(instance, c).user)))
    .patch('/me', async (c) => {
      const fields = await readFields(c);
      assertAttributesOn(fields, ['username', 'primary_phone_number_id', 'primary_web3_wallet_id']);
      // A primary address is how the user signs in; a name is not.
      const require = fields.get('primary_email_address_id') ? requireVerifiedSession : requireSession;
      const { user } = require(instance, c);
      return save(c, user, toProfileChanges(instance, user, fields));
    })
    .delete('/me', (c) => {
      const { user } = requireVerifiedSession(instance, c);
      if (!user.deleteSelfEnabled)
        throw new ApiError(403, 'user_delete_self_not_enabled', 'You cannot delete this account.');
      deleteUser(instance, user.id);
      return respond(instance, c, { object: 'user', id: user.id, deleted: true });
    })
    .patch('/me/metadata', async (c) => {
      const { user } = requireSession(instance, c);
      const changes = parseMetadata('unsafe_metadata', (await readFields(c)).get('unsafe_metadata') ?? '');
      const merged = mergeMetadata(user.unsafeMetadata, changes);
      return save(c, user, { unsafeMetadata: requireFit('unsafe_metadata', merged) });
    })
    .post('/me/change_password', async (c) => {
      const fields = await readFields(c);
      const { user, session } = requireSession(instance, c);
      const isReset = tasksOf(instance, session).some(({ key }) => key === 'reset-password');
      if (!isReset) assertRecentlyVerified(instance, session);
      const passwordHash = await hashNewPassword(instance, user, { fields, isReset });
      // Meanwhile the session may have ended, or the user may have been deleted.
      requireSession(instance, c);
      if (fields.get('sign_out_of_other_sessions') === 'true') endOtherSessions(instance, session);
      return save(c, user, newPasswordFields(instance, passwordHash));
    })
    .post('/me/remove_password', async (c) => {
      const fields = await readFields(c);
      const { user } = requireVerifiedSession(instance, c);
      await assertCurrentPassword(user, fields);
      requireSession(instance, c);
      return save(c, user, { passwordHash: null });
    });
}

function toProfileChanges(instance: Instance, user: UserRow, fields: Fields): Partial<UserRow> {
  const changes: Partial<UserRow> = {};
  const firstName = fields.get('first_name');
  const lastName = fields.get('last_name');
  const primaryEmailAddressId = fields.get('primary_email_address_id');
  const unsafeMetadata = fields.get('unsafe_metadata');
  if (firstName !== undefined) changes.firstName = parseName('first_name', firstName);
  if (lastName !== undefined) changes.lastName = parseName('last_name', lastName);
  if (unsafeMetadata) changes.unsafeMetadata = parseMetadata('unsafe_metadata', unsafeMetadata);
  if (primaryEmailAddressId) {
    const address = instance.store.emailAddresses.get(primaryEmailAddressId);
    if (address?.userId !== user.id) throw notFound('This email address');
    if (address.verification?.status !== 'verified') {
      throw invalidField(
        'primary_email_address_id',
        'form_param_value_invalid',
        'Verify this address first.',
      );
    }
    changes.primaryEmailAddressId = address.id;
  }
  return changes;
}

/** @param isReset The old password is compromised: it is not looked at and cannot be set again. */
async function hashNewPassword(
  instance: Instance,
  user: UserRow,
  { fields, isReset }: { fields: Fields; isReset: boolean },
): Promise<string> {
  if (!isReset) await assertCurrentPassword(user, fields);
  const password = fields.get('new_password');
  if (!password) throw missingField('new_password');
  assertPasswordAllowed(password, 'new_password');
  await assertOtherPassword(user, password, 'new_password');
  return hashPassword(instance, password);
}

/** The session was verified lately, so Clerk's form leaves the current password out. One that is given must be right. */
async function assertCurrentPassword(user: UserRow, fields: Fields): Promise<void> {
  const password = fields.get('current_password');
  if (user.passwordHash === null || !password) return;
  if (!(await verifyPassword(password, user.passwordHash))) {
    throw invalidField(
      'current_password',
      'form_password_validation_failed',
      'The current password is not right.',
    );
  }
}

function endOtherSessions(instance: Instance, current: SessionRow): void {
  const others = instance.store.sessions
    .listBy('userId', current.userId)
    .filter(({ id }) => id !== current.id);
  endSessions(instance, others, 'ended');
}
