import { Hono } from 'hono';
import { z } from 'zod';
import { notFound } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';
import { parseSettings } from '../settings/parse-settings.ts';
import { readJson } from './read-json.ts';

const CODE = 'webhooks_invalid';
const sinceSchema = z.strictObject({ sinceMs: z.int().min(0).default(0) });

/**
 * `GET /__local/deliveries`; with `?settled=1` it first waits for every attempt that is due. `POST …/deliveries/:id/replay`.
 * `POST …/deliveries/replay` with `{"sinceMs"?: Unix milliseconds}`, default all.
 *
 * @throws {ApiError} 400 `webhooks_invalid`; 404 `resource_not_found`: no such delivery.
 * @example curl 'http://127.0.0.1:4000/__local/deliveries?settled=1'
 */
export function deliveryControls({ webhooks }: Instance): Hono {
  return new Hono()
    .get('/deliveries', async (c) => {
      if (c.req.query('settled') !== undefined) await webhooks.settled();
      return c.json({ deliveries: webhooks.deliveries() });
    })
    .post('/deliveries/replay', async (c) => {
      const input = await readJson(c, CODE, { isOptional: true });
      const { sinceMs } = parseSettings(sinceSchema, input, {
        code: CODE,
        hint: 'Send {"sinceMs"?: Unix milliseconds}.',
      });
      return c.json({ replayed: webhooks.replaySince(sinceMs) });
    })
    .post('/deliveries/:id/replay', (c) => {
      if (!webhooks.replay(c.req.param('id'))) throw notFound('Delivery');
      return c.json({ replayed: 1 });
    });
}
