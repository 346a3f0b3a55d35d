import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError, notFound } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';
import { parseDeliverySettings } from '../settings/deliveries.ts';
import { readControlJson } from './read-control-json.ts';

const sinceSchema = z.strictObject({ sinceMs: z.int().min(0).default(0) });

/**
 * `GET /__local/deliveries` (with `?settled=1` it first waits for every attempt that is due), `POST …/:id/replay`,
 * `POST …/replay` (`{"sinceMs"?: Unix milliseconds}`, default all), `GET` and `PUT /__local/webhooks` (`DeliverySettings`).
 *
 * @throws {ApiError} 400 `webhooks_invalid`; 404 `resource_not_found`: no such delivery.
 * @example curl 'http://127.0.0.1:4000/__local/deliveries?settled=1'
 */
export function deliveryControls({ webhooks }: Instance): Hono {
  return new Hono()
    .get('/webhooks', (c) => c.json(webhooks.read()))
    .put('/webhooks', async (c) => {
      webhooks.set(parseDeliverySettings(await readControlJson(c, 'webhooks_invalid')));
      return c.json(webhooks.read());
    })
    .get('/deliveries', async (c) => {
      if (c.req.query('settled') !== undefined) await webhooks.settled();
      return c.json({ deliveries: webhooks.deliveries() });
    })
    .post('/deliveries/replay', async (c) => {
      const input = await readControlJson(c, 'webhooks_invalid', { isOptional: true });
      const { success, data } = sinceSchema.safeParse(input);
      if (!success) throw new ApiError(400, 'webhooks_invalid', 'Send {"sinceMs"?: Unix milliseconds}.');
      return c.json({ replayed: webhooks.replaySince(data.sinceMs) });
    })
    .post('/deliveries/:id/replay', (c) => {
      if (!webhooks.replay(c.req.param('id'))) throw notFound('Delivery');
      return c.json({ replayed: 1 });
    });
}
