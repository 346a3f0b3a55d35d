import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';
import { setPasswordCompromised, unsetPasswordCompromised } from '../flows/sign-in/compromised-passwords.ts';
import { parseBody } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';
import { requireUserRow } from './call/find-rows.ts';
import { toBackendUserJSON } from './wire/user.ts';

const compromisedBody = z.strictObject({ revoke_all_sessions: z.boolean().nullish() });

/**
 * Makes a user set a new password before they can sign in again, and undoes that.
 *
 * @throws {ApiError} 404: no such user; 400 `no_password_set`.
 * @source clerk/openapi-specs `SetUserPasswordCompromised`, `UnsetUserPasswordCompromised`.
 */
export function userPasswordRoutes(instance: Instance): Hono {
  return new Hono()
    .post('/users/:id/password/set_compromised', async (c) => {
      const { revoke_all_sessions: revokes } = await parseBody(c, compromisedBody);
      const user = requireUserWithPassword(instance, c.req.param('id'));
      return c.json(toBackendUserJSON(instance, setPasswordCompromised(instance, user, revokes ?? false)));
    })
    .post('/users/:id/password/unset_compromised', (c) => {
      const user = requireUserWithPassword(instance, c.req.param('id'));
      return c.json(toBackendUserJSON(instance, unsetPasswordCompromised(instance, user)));
    });
}

function requireUserWithPassword(instance: Instance, id: string): UserRow {
  const user = requireUserRow(instance, id);
  if (user.passwordHash === null) throw new ApiError(400, 'no_password_set', 'The user has no password.');
  return user;
}
