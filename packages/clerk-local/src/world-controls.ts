import { Hono } from 'hono';
import { readControlJson } from './control-json.ts';
import type { Instance } from './instance.ts';

/**
 * `GET` and `PUT /__local/clock` (`ClockSettings`, PUT replaces) and `POST /__local/rotate-key` (`KeyRotation`, may be left out;
 * answers `{ kid }`).
 *
 * @throws {ApiError} 400 `clock_invalid`, `rotation_invalid`.
 * @example curl -X PUT http://127.0.0.1:4000/__local/clock -d '{"offsetMs":2700000}'
 */
export function worldControls(instance: Instance): Hono {
  const { clock } = instance;
  return new Hono()
    .get('/clock', (c) => c.json(clock.read()))
    .put('/clock', async (c) => {
      // `set` parses what the body says.
      clock.set((await readControlJson(c, 'clock_invalid')) as object);
      return c.json(clock.read());
    })
    .post('/rotate-key', async (c) => {
      // As above.
      const rotation = (await readControlJson(c, 'rotation_invalid', { isOptional: true })) as object;
      return c.json({ kid: await instance.rotateSigningKey(rotation) });
    });
}
