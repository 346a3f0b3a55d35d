import { Hono } from 'hono';
import type { Instance } from '../instance/instance.ts';
import { parseSessionClaims, readSessionClaims, setSessionClaims } from '../settings/session-claims.ts';
import { readControlJson } from './read-control-json.ts';

/**
 * What a real instance sets under "Customize session token" in the dashboard: `GET` and `PUT /__local/session-claims`,
 * `SessionClaimsSettings` as JSON. PUT replaces all settings; both answer with what is in force.
 *
 * @throws {ApiError} 400 `session_claims_invalid`.
 * @example curl -X PUT http://127.0.0.1:4000/__local/session-claims -d '{"claims":{"plan":"{{user.public_metadata.plan}}"}}'
 */
export function sessionClaimsControlRoutes(instance: Instance): Hono {
  return new Hono({ strict: false })
    .get('/session-claims', (c) => c.json(readSessionClaims(instance)))
    .put('/session-claims', async (c) => {
      setSessionClaims(instance, parseSessionClaims(await readControlJson(c, 'session_claims_invalid')));
      return c.json(readSessionClaims(instance));
    });
}
