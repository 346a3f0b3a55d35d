import { Hono } from 'hono';
import { ApiError, notFound, unauthenticated } from '../errors/api-error.ts';
import {
  activateOrganization,
  endSessions,
  isLive,
  memberOrganizationId,
} from '../flows/sessions/sessions.ts';
import { readFields } from '../input/fields.ts';
import type { Instance } from '../instance/instance.ts';
import { mintTemplateToken } from '../jwt-templates/template-tokens.ts';
import type { SessionRow, SessionStatus } from '../store/session-rows.ts';
import { mintSessionToken } from '../tokens/session-token.ts';
import { toSessionJSON } from '../wire/session.ts';
import { azpOf, type Call, type CallEnv, requireClient, respond } from './call/call.ts';

/**
 * One session of the calling browser: read, touch, token, sign out.
 *
 * @throws {ApiError} 401: the session is over (clerk-js then reads the client again). 404: not a session of this browser.
 * @source FAPI `getSession`, `touchSession`, `createSessionToken`, `createSessionTokenWithTemplate`, `endSession`, `removeSession`.
 */
export function sessionRoutes(instance: Instance): Hono<CallEnv> {
  const end = (status: SessionStatus) => async (c: Call) => {
    const session = findOwnSession(instance, c);
    endSessions(instance, [session], status);
    return respondWithSession(instance, c, session.id);
  };
  return new Hono<CallEnv>({ strict: false })
    .get('/client/sessions/:id', (c) => respondWithSession(instance, c, findOwnSession(instance, c).id))
    .post('/client/sessions/:id/touch', async (c) => {
      const session = requireLiveSession(instance, c);
      const organizationId = (await readFields(c)).get('active_organization_id');
      touch(instance, session, organizationId);
      return respondWithSession(instance, c, session.id);
    })
    .post('/client/sessions/:id/end', end('ended'))
    .post('/client/sessions/:id/remove', end('removed'))
    .post('/client/sessions/:id/tokens', async (c) => {
      const session = requireLiveSession(instance, c);
      const given = (await readFields(c)).get('organization_id');
      const organizationId = given === undefined ? undefined : memberOrganization(instance, session, given);
      const azp = azpOf(instance, c);
      const options = organizationId === undefined ? { azp } : { azp, organizationId };
      return c.json({ object: 'token', jwt: await mintSessionToken(instance, session, options) });
    })
    .post('/client/sessions/:id/tokens/:template', async (c) => {
      const session = requireLiveSession(instance, c);
      const options = { azp: azpOf(instance, c) };
      const jwt = await mintTemplateToken(instance, session, c.req.param('template'), options);
      return c.json({ object: 'token', jwt });
    });
}

function touch(instance: Instance, session: SessionRow, organizationId: string | undefined): void {
  const atMs = instance.nowMs();
  if (organizationId !== undefined) {
    // Not 401 or 422: clerk-js would read those as signed out.
    memberOrganization(instance, session, organizationId);
    activateOrganization(instance, session, organizationId);
  }
  instance.store.sessions.patch(session.id, { lastActiveAtMs: atMs, updatedAtMs: atMs });
  instance.store.users.patch(session.userId, { lastActiveAtMs: atMs });
  if (session.clientId) instance.store.clients.patch(session.clientId, { lastActiveSessionId: session.id });
}

function memberOrganization(instance: Instance, session: SessionRow, idOrSlug: string): string | null {
  if (idOrSlug === '') return null;
  const id = memberOrganizationId(instance, session.userId, idOrSlug);
  if (id === undefined)
    throw new ApiError(404, 'resource_not_found', 'You are no member of this organization.');
  return id;
}

function findOwnSession(instance: Instance, c: Call): SessionRow {
  const client = requireClient(instance, c);
  const id = c.req.param('id') ?? '';
  const session = instance.store.sessions.get(id);
  if (!session || session.clientId !== client.id) throw notFound('This session');
  return session;
}

function requireLiveSession(instance: Instance, c: Call): SessionRow {
  const session = findOwnSession(instance, c);
  if (!isLive(instance, session)) throw unauthenticated();
  return session;
}

async function respondWithSession(instance: Instance, c: Call, id: string): Promise<Response> {
  const session = instance.store.sessions.get(id);
  return respond(instance, c, session ? await toSessionJSON(instance, session, azpOf(instance, c)) : null);
}
