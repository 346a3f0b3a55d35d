import { Hono } from 'hono';
import { z } from 'zod';
import { notFound } from '../errors/api-error.ts';
import { pageOf, pageQuery } from '../input/page.ts';
import { booleanText, one, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import { requireClientRow } from './call/find-rows.ts';
import { toBackendClientJSON } from './wire/client.ts';

const listQuery = z.strictObject({ ...pageQuery, paginated: one(booleanText) });
const payloadQuery = z.strictObject({ nonce: one(z.string().min(1)) });

/**
 * Browsers, and the cookies that a handshake left for an app's server to fetch.
 *
 * @source clerk/openapi-specs `GetClientList`, `GetClient`; `@clerk/backend` `ClientAPI.getHandshakePayload`.
 */
export function clientRoutes(instance: Instance): Hono {
  const { store, nowMs } = instance;
  return new Hono()
    .get('/clients', (c) => {
      const query = parseQuery(c, listQuery);
      const rows = store.clients.list().toReversed();
      const data = pageOf(rows, query).map((row) => toBackendClientJSON(instance, row));
      return c.json(query.paginated ? { data, total_count: rows.length } : data);
    })
    .get('/clients/handshake_payload', (c) => {
      const { nonce = '' } = parseQuery(c, payloadQuery);
      const handshake = store.handshakes.get(nonce);
      // A nonce works once, because it gives access to live cookies.
      store.handshakes.delete(nonce);
      if (!handshake || handshake.expiresAtMs <= nowMs()) throw notFound('Handshake payload');
      return c.json({ directives: handshake.directives });
    })
    .get('/clients/:id', (c) =>
      c.json(toBackendClientJSON(instance, requireClientRow(instance, c.req.param('id')))),
    );
}
