import { Hono } from 'hono';
import type { Instance } from '../instance.ts';
import type { CallEnv } from './call.ts';

/** Public keys for anybody who verifies tokens without the SDK. @source RFC 7517 section 5. */
export function wellKnownRoutes({ signingKey }: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false })
    .get('/.well-known/jwks.json', (c) => {
      c.header('Cache-Control', 'public, max-age=300');
      return c.json({ keys: [signingKey.publicJwk] });
    })
    .get('/v1/health', (c) => c.json({ status: 'healthy' }));
}
