import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError, notFound } from '../errors/api-error.ts';
import { issueSignInToken } from '../flows/sign-in/sign-in-tokens.ts';
import { parseBody } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { SignInTokenRow } from '../store/sign-in-rows.ts';
import { requireUserRow } from './call/find-rows.ts';
import { toActorTokenJSON, toSignInTokenJSON } from './wire/tokens.ts';

const SIGN_IN_TOKEN_SECONDS = 30 * 24 * 60 * 60;
const ACTOR_TOKEN_SECONDS = 60 * 60;

const lifetime = z.int().min(1).nullish();
const signInTokenBody = z.strictObject({ user_id: z.string(), expires_in_seconds: lifetime });
const actorTokenBody = z.strictObject({
  user_id: z.string(),
  actor: z.looseObject({ sub: z.string().min(1) }),
  expires_in_seconds: lifetime,
});

/**
 * Tokens that sign one user in once (`strategy=ticket`): as themselves, or for an actor who impersonates them.
 *
 * @source clerk/openapi-specs `CreateSignInToken`, `RevokeSignInToken`, `CreateActorToken`, `RevokeActorToken`.
 */
export function signInTokenRoutes(instance: Instance): Hono {
  return new Hono()
    .post('/sign_in_tokens', async (c) => {
      const input = await parseBody(c, signInTokenBody);
      const seconds = input.expires_in_seconds ?? SIGN_IN_TOKEN_SECONDS;
      return c.json(
        toSignInTokenJSON(
          instance,
          issueSignInToken(instance, requireUserRow(instance, input.user_id).id, { seconds }),
        ),
      );
    })
    .post('/sign_in_tokens/:id/revoke', (c) => {
      const row = revokeToken(instance, c.req.param('id'), (token) => token.actor === null);
      return c.json(toSignInTokenJSON(instance, row));
    })
    .post('/actor_tokens', async (c) => {
      const input = await parseBody(c, actorTokenBody);
      const seconds = input.expires_in_seconds ?? ACTOR_TOKEN_SECONDS;
      return c.json(
        toActorTokenJSON(
          instance,
          issueSignInToken(instance, requireUserRow(instance, input.user_id).id, {
            seconds,
            actor: input.actor,
          }),
        ),
      );
    })
    .post('/actor_tokens/:id/revoke', (c) => {
      const row = revokeToken(instance, c.req.param('id'), (token) => token.actor !== null);
      return c.json(toActorTokenJSON(instance, row));
    });
}

function revokeToken(
  instance: Instance,
  id: string,
  isOfKind: (row: SignInTokenRow) => boolean,
): SignInTokenRow {
  const row = instance.store.signInTokens.get(id);
  if (!row || !isOfKind(row)) throw notFound('Token');
  if (row.status !== 'pending') {
    const kind = row.actor === null ? 'sign_in_token' : 'actor_token';
    throw new ApiError(400, `${kind}_cannot_be_revoked_code`, `The token is ${row.status} already.`);
  }
  return instance.store.signInTokens.patch(id, { status: 'revoked', updatedAtMs: instance.nowMs() });
}
