import { Hono } from 'hono';
import { notFound } from '../errors/api-error.ts';
import { endSessions, isLive } from '../flows/sessions/sessions.ts';
import type { Instance } from '../instance/instance.ts';
import { toSessionJSON, toSessionWithActivityJSON } from '../wire/session.ts';
import { azpOf, type CallEnv, requireSession, requireVerifiedSession, respond } from './call/call.ts';

/** The signed-in user's devices. @source FAPI `getUsersSessions`, `revokeSession`; the list has no envelope. */
export function mySessionRoutes(instance: Instance): Hono<CallEnv> {
  const { sessions } = instance.store;
  return new Hono<CallEnv>({ strict: false })
    .get('/me/sessions/active', (c) => {
      const { user } = requireSession(instance, c);
      const rows = sessions.listBy('userId', user.id).filter((row) => isLive(instance, row));
      return c.json(rows.map((row) => toSessionWithActivityJSON(instance, row)));
    })
    .post('/me/sessions/:id/revoke', async (c) => {
      const { user } = requireVerifiedSession(instance, c);
      const row = sessions.get(c.req.param('id'));
      if (row?.userId !== user.id) throw notFound('This session');
      endSessions(instance, [row], 'revoked');
      const revoked = sessions.get(row.id) ?? row;
      const { latest_activity } = toSessionWithActivityJSON(instance, revoked);
      return respond(instance, c, {
        ...(await toSessionJSON(instance, revoked, azpOf(instance, c))),
        latest_activity,
      });
    });
}
