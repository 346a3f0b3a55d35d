import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError, notFound } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';
import { parseClientTrustMode } from '../settings/client-trust.ts';
import { readControlJson } from './read-control-json.ts';

/**
 * `GET` and `PUT /__local/clock` (`ClockSettings`, PUT replaces) and `POST /__local/rotate-key` (`KeyRotation`, may be left out;
 * answers `{ kid }`). `GET` and `PUT /__local/client-trust` with `{"mode": "on"}` or `{"mode": "off"}`.
 * `GET` and `PUT /__local/token-minting` (`TokenMintingSettings`; PUT replaces, so `{}` goes back to the start options).
 *
 * `POST /__local/sessions/:id/age` with `{"minutes": 30}`: as if the person had proved who they are that long ago, by each
 * factor that they did prove, so that a test need not wait for a step-up to be asked for.
 *
 * @throws {ApiError} 400 `age_invalid`, 404; 400 `clock_invalid`, `rotation_invalid`, `client_trust_invalid`, `token_minting_invalid`.
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
    .get('/client-trust', (c) => c.json(instance.clientTrust.read()))
    .put('/client-trust', async (c) => {
      instance.clientTrust.set(parseClientTrustMode(await readControlJson(c, 'client_trust_invalid')));
      return c.json(instance.clientTrust.read());
    })
    .get('/token-minting', (c) => c.json(instance.tokenMinting.read()))
    .put('/token-minting', async (c) => {
      // `set` parses what the body says.
      instance.tokenMinting.set((await readControlJson(c, 'token_minting_invalid')) as object);
      return c.json(instance.tokenMinting.read());
    })
    .post('/sessions/:id/age', async (c) => {
      const parsed = ageSchema.safeParse(await readControlJson(c, 'age_invalid'));
      if (!parsed.success) throw new ApiError(400, 'age_invalid', 'Send {"minutes": 0 to 100000}.');
      const session = instance.store.sessions.get(c.req.param('id'));
      if (!session) throw notFound('This session');
      const atMs = instance.nowMs() - parsed.data.minutes * 60_000;
      const hasSecond = session.secondFactorVerifiedAtMs !== null;
      instance.store.sessions.patch(session.id, {
        firstFactorVerifiedAtMs: atMs,
        ...(hasSecond ? { secondFactorVerifiedAtMs: atMs } : {}),
      });
      return c.json({ minutes: parsed.data.minutes });
    })
    .post('/rotate-key', async (c) => {
      // As above.
      const rotation = (await readControlJson(c, 'rotation_invalid', { isOptional: true })) as object;
      return c.json({ kid: await instance.rotateSigningKey(rotation) });
    });
}

const ageSchema = z.strictObject({ minutes: z.int().min(0).max(100_000) });
