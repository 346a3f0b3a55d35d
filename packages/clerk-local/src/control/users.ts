import { Hono } from 'hono';
import { notFound } from '../errors/api-error.ts';
import { usableTotpCode } from '../flows/second-factors/usable-totp-code.ts';
import type { Instance } from '../instance/instance.ts';

/**
 * `GET /__local/users/:id/totp`: the code that the user's authenticator app shows, as `{ code, readyInMs }`, also while the app is
 * being set up. Each call gives a code that has not been used.
 *
 * @throws {ApiError} 404: no such user, or the user has no app.
 * @example curl http://127.0.0.1:4000/__local/users/user_ada/totp
 */
export function userControls(instance: Instance): Hono {
  return new Hono().get('/users/:id/totp', (c) => {
    const totp = instance.store.users.get(c.req.param('id'))?.secondFactors?.totp;
    if (!totp) throw notFound('An authenticator app of this user');
    return c.json(usableTotpCode(totp, instance.nowMs()));
  });
}
