import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError } from '../errors.ts';
import { endSessions } from '../flows/sessions.ts';
import type { Instance } from '../instance.ts';
import { requireUserRow } from './find-rows.ts';
import { parseBody } from './parse-input.ts';
import { toBackendUserJSON } from './wire/user.ts';

const compromisedBody = z.strictObject({ revoke_all_sessions: z.boolean().nullish() });

/**
 * Calls somebody's password compromised, or takes that back. Sessions begun from then on have the task `reset-password`, until the
 * password is another one; live sessions go on, unless they are revoked.
 *
 * @throws {ApiError} 400 `no_password_set`; 404: no such user.
 * @source clerk/openapi-specs BAPI `SetUserPasswordCompromised`, `UnsetUserPasswordCompromised`.
 */
export function userPasswordRoutes(instance: Instance): Hono {
  const { users, sessions } = instance.store;
  const mark = (userId: string, compromisedPasswordHash: string | null) =>
    toBackendUserJSON(
      instance,
      users.patch(userId, { compromisedPasswordHash, updatedAtMs: instance.nowMs() }),
    );
  return new Hono()
    .post('/users/:id/password/set_compromised', async (c) => {
      const { revoke_all_sessions: isRevoked } = await parseBody(c, compromisedBody);
      const { id, passwordHash } = requireUserRow(instance, c.req.param('id'));
      if (passwordHash === null) throw new ApiError(400, 'no_password_set', 'The user has no password.');
      const ofUser = sessions.list(({ userId }) => userId === id);
      if (isRevoked) endSessions(instance, ofUser, 'revoked');
      return c.json(mark(id, passwordHash));
    })
    .post('/users/:id/password/unset_compromised', (c) =>
      c.json(mark(requireUserRow(instance, c.req.param('id')).id, null)),
    );
}
