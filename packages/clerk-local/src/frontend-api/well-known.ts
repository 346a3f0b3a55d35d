import { Hono } from 'hono';
import type { Instance } from '../instance/instance.ts';
import { publishedKeysOf } from '../tokens/published-keys.ts';
import type { CallEnv } from './call/call.ts';

/** Public keys, for verifying tokens without the SDK. @source RFC 7517 section 5. */
export function wellKnownRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false })
    .get('/.well-known/jwks.json', (c) => {
      c.header('Cache-Control', 'public, max-age=300');
      return c.json({ keys: publishedKeysOf(instance) });
    })
    .get('/v1/health', (c) => c.json({ status: 'healthy' }));
}
