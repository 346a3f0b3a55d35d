import { Hono } from 'hono';
import type { Instance } from '../instance.ts';

/** The public half of the signing key. @source clerk/openapi-specs `GetJWKS`. */
export function jwksRoutes({ signingKey }: Instance): Hono {
  return new Hono().get('/jwks', (c) => c.json({ keys: [signingKey.publicJwk] }));
}
