import { Hono } from 'hono';
import type { Instance } from '../instance/instance.ts';
import { parseKeyRotation } from '../settings/key-rotation.ts';
import { readJson } from './read-json.ts';

/**
 * `POST /__local/rotate-key` with `KeyRotation`, which may be left out: signs with a new key from now on. Responds `{ kid }`.
 *
 * @throws {ApiError} 400 `rotation_invalid`.
 */
export function signingKeyControls(instance: Instance): Hono {
  return new Hono().post('/rotate-key', async (c) => {
    const rotation = parseKeyRotation(await readJson(c, 'rotation_invalid', { isOptional: true }));
    return c.json({ kid: await instance.rotateSigningKey(rotation) });
  });
}
