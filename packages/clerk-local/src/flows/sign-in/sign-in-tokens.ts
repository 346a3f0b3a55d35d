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
 * @throws {ApiError} 422 `ticket_invalid_code` (unknown, used, revoked) or `ticket_expired_code`.
 */
export function redeemSignInToken(instance: Instance, ticket: string | undefined): SignInTokenRow {
  const { signInTokens } = instance.store;
  const row = ticket ? signInTokens.listBy('token', ticket)[0] : undefined;
  if (row?.status !== 'pending')
    throw ticketError('ticket_invalid_code', 'This ticket is not valid any more.');
  if (row.expiresAtMs <= instance.nowMs())
    throw ticketError('ticket_expired_code', 'This ticket has expired.');
  return signInTokens.patch(row.id, { status: 'accepted', updatedAtMs: instance.nowMs() });
}

function ticketError(code: string, message: string): ApiError {
  return new ApiError(422, code, message, { meta: { param_name: 'ticket' } });
}
