import { ApiError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import type { SignInTokenRow } from '../store/rows.ts';

/**
 * Uses up a sign-in token: it works once.
 *
 * @throws {ApiError} 422 `ticket_invalid_code` (unknown, used, revoked) or `ticket_expired_code`.
 */
export function redeemSignInToken(instance: Instance, ticket: string | undefined): SignInTokenRow {
  const { signInTokens } = instance.store;
  const row = ticket ? signInTokens.find((candidate) => candidate.token === ticket) : undefined;
  if (row?.status !== 'pending')
    throw ticketError('ticket_invalid_code', 'This ticket is not valid any more.');
  if (row.expiresAtMs <= instance.nowMs())
    throw ticketError('ticket_expired_code', 'This ticket has expired.');
  return signInTokens.patch(row.id, { status: 'accepted', updatedAtMs: instance.nowMs() });
}

function ticketError(code: string, message: string): ApiError {
  return new ApiError(422, code, message, { meta: { param_name: 'ticket' } });
}
