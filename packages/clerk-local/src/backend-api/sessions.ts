import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError, invalidField, notFound } from '../errors/api-error.ts';
import { createClient } from '../flows/sessions/clients.ts';
import { createSession, endSessions, isLive, memberOrganizationId } from '../flows/sessions/sessions.ts';
import { pageOf, pageQuery } from '../input/page.ts';
import { booleanText, one, parseBody, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import { mintTemplateToken } from '../jwt-templates/template-tokens.ts';
import type { SessionRow } from '../store/session-rows.ts';
import { mintSessionToken } from '../tokens/session-token.ts';
import { requireSessionRow, requireUserRow } from './call/find-rows.ts';
import { sessionStatus, toBackendSessionJSON } from './wire/session.ts';

const SESSION_STATUSES = [
  'active',
  'pending',
  'ended',
  'removed',
  'revoked',
  'expired',
  'abandoned',
  'replaced',
] as const satisfies readonly SessionRow['status'][];

const listQuery = z.strictObject({
  ...pageQuery,
  paginated: one(booleanText),
  client_id: one(z.string()),
  user_id: one(z.string()),
  status: one(z.enum(SESSION_STATUSES)),
});
const createBody = z.strictObject({ user_id: z.string(), active_organization_id: z.string().optional() });
const tokenBody = z.strictObject({ expires_in_seconds: z.int().min(30).max(315_360_000).nullish() });

/**
 * Sessions: list, read, create (for tests), revoke, and tokens of one.
 *
 * @source clerk/openapi-specs `GetSessionList`, `GetSession`, `createSession`, `RevokeSession`, `CreateSessionToken`,
 * `CreateSessionTokenFromTemplate`.
 */
export function sessionRoutes(instance: Instance): Hono {
  return new Hono()
    .get('/sessions', (c) => {
      const query = parseQuery(c, listQuery);
      const rows = listSessions(instance, query);
      const data = pageOf(rows, query).map((row) => toBackendSessionJSON(instance, row));
      return c.json(query.paginated ? { data, total_count: rows.length } : data);
    })
    .post('/sessions', async (c) => {
      const session = startSession(instance, await parseBody(c, createBody));
      return c.json(toBackendSessionJSON(instance, session));
    })
    .get('/sessions/:id', (c) =>
      c.json(toBackendSessionJSON(instance, requireSessionRow(instance, c.req.param('id')))),
    )
    .post('/sessions/:id/revoke', (c) => {
      const session = requireSessionRow(instance, c.req.param('id'));
      if (!isLive(instance, session))
        throw new ApiError(400, 'session_not_active', 'The session has ended already.');
      endSessions(instance, [session], 'revoked');
      return c.json(toBackendSessionJSON(instance, requireSessionRow(instance, session.id)));
    })
    .post('/sessions/:id/tokens', async (c) => {
      const { expires_in_seconds: expiresInSeconds } = await parseBody(c, tokenBody);
      const session = requireSessionRow(instance, c.req.param('id'));
      if (!isLive(instance, session)) throw notFound('Session');
      // A server's call has no Origin, so the token has no `azp`.
      const options = { azp: null, ...(expiresInSeconds == null ? {} : { expiresInSeconds }) };
      return c.json({ object: 'token', jwt: await mintSessionToken(instance, session, options) });
    })
    .post('/sessions/:id/tokens/:template', async (c) => {
      const { expires_in_seconds: expiresInSeconds } = await parseBody(c, tokenBody);
      const session = requireSessionRow(instance, c.req.param('id'));
      if (!isLive(instance, session)) throw notFound('Session');
      const options = { azp: null, expiresInSeconds: expiresInSeconds ?? undefined };
      const jwt = await mintTemplateToken(instance, session, c.req.param('template'), options);
      return c.json({ object: 'token', jwt });
    });
}

function listSessions(instance: Instance, query: z.output<typeof listQuery>): SessionRow[] {
  return instance.store.sessions
    .list(
      (row) =>
        (query.client_id === undefined || row.clientId === query.client_id) &&
        (query.user_id === undefined || row.userId === query.user_id) &&
        (query.status === undefined || sessionStatus(instance, row) === query.status),
    )
    .toReversed();
}

/** Signs a user in on a client of its own, whose cookie no browser has. */
function startSession(instance: Instance, input: z.output<typeof createBody>): SessionRow {
  const user = requireUserRow(instance, input.user_id);
  const organizationId =
    input.active_organization_id === undefined
      ? undefined
      : memberOrganizationId(instance, user.id, input.active_organization_id);
  if (input.active_organization_id !== undefined && organizationId === undefined) {
    throw invalidField('active_organization_id', 'form_param_value_invalid', 'The user is no member of it.');
  }
  const { client } = createClient(instance);
  const session = createSession(instance, {
    userId: user.id,
    clientId: client.id,
    ...(organizationId === undefined ? {} : { activeOrganizationId: organizationId }),
  });
  instance.store.clients.patch(client.id, { lastActiveSessionId: session.id });
  return session;
}
