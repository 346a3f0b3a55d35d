import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError, invalidField } from '../errors/api-error.ts';
import { membershipsOf } from '../flows/organizations/organizations.ts';
import { verifyPassword } from '../flows/sign-in/passwords.ts';
import { banUser, unbanUser } from '../flows/users/ban.ts';
import { pageOf, pageQuery } from '../input/page.ts';
import { parseBody, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';
import { requireUserRow } from './call/find-rows.ts';
import { toBackendMembershipJSON } from './wire/organization.ts';
import { toBackendUserJSON } from './wire/user.ts';

const passwordBody = z.strictObject({ password: z.string() });
const membershipsQuery = z.strictObject(pageQuery);

/**
 * State of one user: ban, lock, check a password, list memberships.
 *
 * @source clerk/openapi-specs `BanUser`, `UnbanUser`, `LockUser`, `UnlockUser`, `VerifyPassword`, `UsersGetOrganizationMemberships`.
 */
export function userStateRoutes(instance: Instance): Hono {
  const patch = (id: string, changes: Partial<UserRow>) => {
    const user = requireUserRow(instance, id);
    const changed = instance.store.users.patch(user.id, { ...changes, updatedAtMs: instance.nowMs() });
    return toBackendUserJSON(instance, changed);
  };
  return new Hono()
    .post('/users/:id/ban', (c) => {
      const { id } = requireUserRow(instance, c.req.param('id'));
      return c.json(toBackendUserJSON(instance, banUser(instance, id)));
    })
    .post('/users/:id/unban', (c) => {
      const { id } = requireUserRow(instance, c.req.param('id'));
      return c.json(toBackendUserJSON(instance, unbanUser(instance, id)));
    })
    .post('/users/:id/lock', (c) => c.json(patch(c.req.param('id'), { locked: true })))
    .post('/users/:id/unlock', (c) => c.json(patch(c.req.param('id'), { locked: false })))
    .post('/users/:id/verify_password', async (c) => {
      const { password } = await parseBody(c, passwordBody);
      const { passwordHash } = requireUserRow(instance, c.req.param('id'));
      if (passwordHash === null) throw new ApiError(400, 'no_password_set', 'The user has no password.');
      if (!(await verifyPassword(password, passwordHash))) {
        throw invalidField('password', 'incorrect_password', 'The password is incorrect.');
      }
      return c.json({ verified: true });
    })
    .get('/users/:id/organization_memberships', (c) => {
      const query = parseQuery(c, membershipsQuery);
      const rows = membershipsOf(instance, {
        userId: requireUserRow(instance, c.req.param('id')).id,
      }).toReversed();
      const data = pageOf(rows, query).map((row) => toBackendMembershipJSON(instance, row));
      return c.json({ data, total_count: rows.length });
    });
}
