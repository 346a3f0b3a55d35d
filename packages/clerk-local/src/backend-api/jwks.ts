import { Hono } from 'hono';
import type { Instance } from '../instance/instance.ts';
import { publishedKeysOf } from '../tokens/published-keys.ts';

/** The public half of the signing key, and of keys that signed before it. @source clerk/openapi-specs `GetJWKS`. */
export function jwksRoutes(instance: Instance): Hono {
  return new Hono().get('/jwks', (c) => c.json({ keys: publishedKeysOf(instance) }));
}
