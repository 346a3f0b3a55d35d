import type { Instance } from '../../instance/instance.ts';
import type { SignInTokenRow, TestingTokenRow } from '../../store/sign-in-rows.ts';

/** @source clerk/openapi-specs BAPI `SignInToken`. `url` opens the sign-in page with the ticket in it. */
export function toSignInTokenJSON(instance: Instance, row: SignInTokenRow) {
  return { object: 'sign_in_token' as const, ...ticketFields(instance, row) };
}

/** @source clerk/openapi-specs BAPI `ActorToken`. */
export function toActorTokenJSON(instance: Instance, row: SignInTokenRow) {
  return { object: 'actor_token' as const, ...ticketFields(instance, row), actor: row.actor };
}

/** @source clerk/openapi-specs BAPI `TestingToken`: `expires_at` is in seconds, unlike every other time. */
export function toTestingTokenJSON(row: TestingTokenRow) {
  return {
    object: 'testing_token' as const,
    token: row.token,
    expires_at: Math.floor(row.expiresAtMs / 1000),
  };
}

function ticketFields({ options }: Instance, row: SignInTokenRow) {
  const url = new URL(options.signInUrl);
  url.searchParams.set('__clerk_ticket', row.token);
  return {
    id: row.id,
    status: row.status,
    user_id: row.userId,
    token: row.token,
    url: url.href,
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}
