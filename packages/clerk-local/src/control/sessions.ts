import { Hono } from 'hono';
import { z } from 'zod';
import { notFound } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';
import { parseSettings } from '../settings/parse-settings.ts';
import { readJson } from './read-json.ts';

const CODE = 'age_invalid';
const ageSchema = z.strictObject({ minutes: z.int().min(0).max(100_000) });

/**
 * `POST /__local/sessions/:id/age` with `{"minutes": 30}`: moves each verification of the session that many minutes into the past,
 * so that a test of a step-up need not wait. A factor that was never verified stays so.
 *
 * @throws {ApiError} 400 `age_invalid`; 404 `resource_not_found`: no such session.
 */
export function sessionControls({ store, nowMs }: Instance): Hono {
  return new Hono().post('/sessions/:id/age', async (c) => {
    const { minutes } = parseSettings(ageSchema, await readJson(c, CODE), {
      code: CODE,
      hint: 'Send {"minutes": 0 to 100000}.',
    });
    const session = store.sessions.get(c.req.param('id'));
    if (!session) throw notFound('This session');
    const atMs = nowMs() - minutes * 60_000;
    const hasSecondFactor = session.secondFactorVerifiedAtMs !== null;
    store.sessions.patch(session.id, {
      firstFactorVerifiedAtMs: atMs,
      ...(hasSecondFactor ? { secondFactorVerifiedAtMs: atMs } : {}),
    });
    return c.json({ minutes });
  });
}
