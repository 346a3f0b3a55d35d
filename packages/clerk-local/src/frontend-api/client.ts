import { Hono } from 'hono';
import { clientUatOf } from '../flows/sessions/clients.ts';
import { endSessions, liveSessionsOf } from '../flows/sessions/sessions.ts';
import { buildClientCookie, buildClientUatCookies } from '../http/cookies.ts';
import type { Instance } from '../instance/instance.ts';
import { toClientJSON } from '../wire/client.ts';
import {
  azpOf,
  type Call,
  type CallEnv,
  ensureClient,
  findPresentedClient,
  readClient,
  respond,
  syncClientUat,
} from './call/call.ts';
import { parseRedirectUrl } from './call/origin-policy.ts';

/** The browser's client: read, create, end all its sessions, refresh its cookie. @source FAPI `getClient`, `putClient`, `deleteClient`. */
export function clientRoutes(instance: Instance): Hono<CallEnv> {
  const create = async (c: Call) => respondWithClient(instance, c, ensureClient(instance, c).id);
  const signOutAll = async (c: Call) => {
    const client = readClient(instance, c);
    if (!client) return respond(instance, c, null);
    endSessions(instance, liveSessionsOf(instance, client.id), 'removed');
    instance.store.clients.patch(client.id, { signInId: null, signUpId: null });
    return respondWithClient(instance, c, client.id);
  };
  return new Hono<CallEnv>({ strict: false })
    .get('/client', async (c) => {
      const client = readClient(instance, c);
      syncClientUat(instance, c, client);
      const response = client ? await toClientJSON(instance, client, azpOf(instance, c)) : null;
      return c.json({ response, client: null });
    })
    .put('/client', create)
    .post('/client', create)
    .delete('/client', signOutAll)
    .delete('/client/sessions', signOutAll)
    .get('/client/touch', (c) => {
      const target = parseRedirectUrl(instance, c.req.query('redirect_url'));
      const presented = findPresentedClient(instance, c);
      if (presented) {
        const uat = buildClientUatCookies(instance, clientUatOf(instance, presented.client));
        for (const line of [buildClientCookie(presented.cookieValue), ...uat])
          c.header('Set-Cookie', line, { append: true });
      }
      c.header('Cache-Control', 'no-store');
      return c.redirect(target.href, 307);
    });
}

async function respondWithClient(instance: Instance, c: Call, clientId: string): Promise<Response> {
  const client = instance.store.clients.get(clientId);
  const clientJson = client ? await toClientJSON(instance, client, azpOf(instance, c)) : null;
  syncClientUat(instance, c, client);
  return c.json({ response: clientJson, client: clientJson });
}
