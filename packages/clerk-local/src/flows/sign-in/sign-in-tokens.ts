import { ApiError } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { newId, newSecret } from '../../store/ids.ts';
import type { SignInTokenRow } from '../../store/sign-in-rows.ts';

/**
 * Creates a token that signs one user in once, with `strategy=ticket`; with an actor, for somebody who impersonates them.
 *
 * @param seconds Lifetime of the unused token.
 */
export function issueSignInToken(
  { store, nowMs }: Instance,
  userId: string,
  { seconds, actor = null }: { seconds: number; actor?: SignInTokenRow['actor'] },
): SignInTokenRow {
  const atMs = nowMs();
  return store.signInTokens.set({
    id: newId(actor === null ? 'sit' : 'act'),
    token: newSecret(),
    userId,
    actor,
    status: 'pending',
    expiresAtMs: atMs + seconds * 1000,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
}

/**
 * Uses up a sign-in token: it works once.
 *
 * @throws {ApiError} 400 `ticket_invalid_code` (unknown), `ticket_expired_code`; `sign_in_token_already_used_code`,
 *   `sign_in_token_revoked_code`, or with an actor `actor_token_…`.
 */
export function redeemSignInToken(instance: Instance, ticket: string | undefined): SignInTokenRow {
  const { signInTokens } = instance.store;
  const row = ticket ? signInTokens.listBy('token', ticket)[0] : undefined;
  if (!row) throw ticketError('ticket_invalid_code', 'This ticket is not valid.');
  const kind = row.actor === null ? 'sign_in_token' : 'actor_token';
  if (row.status === 'accepted')
    throw ticketError(`${kind}_already_used_code`, 'This ticket was used before.');
  if (row.status === 'revoked') throw ticketError(`${kind}_revoked_code`, 'This ticket was revoked.');
  if (row.expiresAtMs <= instance.nowMs())
    throw ticketError('ticket_expired_code', 'This ticket has expired.');
  // Every sign-in with a ticket leaves such a row. Spread here and not in `patch`, which sees rows of all kinds, V8 keeps its fields in one object.
  return signInTokens.set({ ...row, status: 'accepted', updatedAtMs: instance.nowMs() });
}

function ticketError(code: string, message: string): ApiError {
  return new ApiError(400, code, message, { meta: { param_name: 'ticket' } });
}
