import { Hono } from 'hono';
import { ApiError, missingField, notFound } from '../errors/api-error.ts';
import { checkCode, sendCode } from '../flows/sign-in/one-time-codes.ts';
import { assertEmailAddressFree, parseEmailAddress } from '../flows/sign-in/sign-up.ts';
import { addEmailAddress, emailAddressesOf } from '../flows/users/users.ts';
import { readFields } from '../input/fields.ts';
import type { Instance } from '../instance/instance.ts';
import type { EmailAddressRow, Verification } from '../store/user-rows.ts';
import { toEmailAddressJSON } from '../wire/user.ts';
import { type Call, type CallEnv, requireSession, requireVerifiedSession, respond } from './call/call.ts';

/** The signed-in user's addresses. @source FAPI `createEmailAddresses`, `sendVerificationEmail`, `verifyEmailAddress`. */
export function myEmailAddressRoutes(instance: Instance): Hono<CallEnv> {
  const answer = (c: Call, row: EmailAddressRow) => respond(instance, c, toEmailAddressJSON(instance, row));
  const prove = (row: EmailAddressRow, verification: Verification) =>
    instance.store.emailAddresses.patch(row.id, { verification, updatedAtMs: instance.nowMs() });
  return new Hono<CallEnv>({ strict: false })
    .get('/me/email_addresses', (c) => {
      const { user } = requireSession(instance, c);
      const rows = emailAddressesOf(instance, user.id);
      // Described without an envelope.
      return c.json(rows.map((row) => toEmailAddressJSON(instance, row)));
    })
    .post('/me/email_addresses', async (c) => {
      const fields = await readFields(c);
      const { user } = requireVerifiedSession(instance, c);
      const emailAddress = parseEmailAddress(fields.get('email_address') ?? '');
      assertEmailAddressFree(instance, emailAddress);
      return answer(c, addEmailAddress(instance, user.id, emailAddress, null));
    })
    .get('/me/email_addresses/:id', (c) => answer(c, findOwnAddress(instance, c)))
    .post('/me/email_addresses/:id/prepare_verification', async (c) => {
      const row = findOwnAddress(instance, c);
      const strategy = (await readFields(c)).get('strategy');
      if (strategy !== 'email_code') {
        throw new ApiError(422, 'form_param_value_invalid', 'The local Clerk verifies addresses by code.', {
          meta: { param_name: 'strategy' },
        });
      }
      assertUnverified(row);
      return answer(c, prove(row, sendCode(instance, row.emailAddress, strategy)));
    })
    .post('/me/email_addresses/:id/attempt_verification', async (c) => {
      const row = findOwnAddress(instance, c);
      assertUnverified(row);
      const code = (await readFields(c)).get('code');
      if (!row.verification) throw new ApiError(400, 'verification_missing', 'Prepare this step first.');
      if (!code) throw missingField('code');
      assertEmailAddressFree(instance, row.emailAddress);
      return answer(c, prove(row, checkCode(instance, row.verification, code)));
    })
    .delete('/me/email_addresses/:id', (c) => {
      requireVerifiedSession(instance, c);
      const row = findOwnAddress(instance, c);
      remove(instance, row);
      return respond(instance, c, { object: 'email_address', id: row.id, deleted: true });
    });
}

function remove(instance: Instance, row: EmailAddressRow): void {
  const { store } = instance;
  const others = emailAddressesOf(instance, row.userId).filter(
    (other) => other.id !== row.id && other.verification?.status === 'verified',
  );
  if (row.verification?.status === 'verified' && others.length === 0) {
    throw new ApiError(
      400,
      'identification_deletion_failed',
      'The last address of an account cannot be removed.',
    );
  }
  store.emailAddresses.delete(row.id);
  if (store.users.get(row.userId)?.primaryEmailAddressId === row.id) {
    store.users.patch(row.userId, { primaryEmailAddressId: others[0]?.id ?? null });
  }
}

function findOwnAddress(instance: Instance, c: Call): EmailAddressRow {
  const { user } = requireSession(instance, c);
  const row = instance.store.emailAddresses.get(c.req.param('id') ?? '');
  if (row?.userId !== user.id) throw notFound('This email address');
  return row;
}

function assertUnverified(row: EmailAddressRow): void {
  if (row.verification?.status === 'verified') {
    throw new ApiError(400, 'verification_already_verified', 'This address has already been verified.');
  }
}
