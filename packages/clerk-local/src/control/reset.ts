import { Hono } from 'hono';
import type { Instance } from '../instance/instance.ts';

/**
 * `POST /__local/reset`: puts everything back to the seed, for tests in another process. Responds `{ reset: true }` when it is done.
 *
 * @example curl -X POST http://127.0.0.1:4000/__local/reset
 */
export function resetControl(instance: Instance): Hono {
  return new Hono().post('/reset', async (c) => {
    await instance.reset();
    return c.json({ reset: true });
  });
}
