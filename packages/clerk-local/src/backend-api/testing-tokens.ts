import { Hono } from 'hono';
import type { Instance } from '../instance/instance.ts';
import { newId, newSecret } from '../store/ids.ts';
import { toTestingTokenJSON } from './wire/tokens.ts';

const LIFETIME_MS = 60 * 60 * 1000;

/** Tokens with which test suites pass bot protection. The local Clerk has none, but `@clerk/testing` asks for a token. */
export function testingTokenRoutes({ store, nowMs }: Instance): Hono {
  return new Hono().post('/testing_tokens', (c) => {
    const atMs = nowMs();
    const row = store.testingTokens.set({
      id: newId('testing'),
      token: `${Math.floor(atMs / 1000)}-${newSecret()}`,
      expiresAtMs: atMs + LIFETIME_MS,
    });
    return c.json(toTestingTokenJSON(row));
  });
}
