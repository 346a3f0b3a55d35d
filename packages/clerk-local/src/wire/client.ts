import { liveSessionsOf } from '../flows/sessions/sessions.ts';
import type { Instance } from '../instance/instance.ts';
import type { ClientRow } from '../store/session-rows.ts';
import { toSessionJSON } from './session.ts';
import { toSignInJSON } from './sign-in.ts';
import { toSignUpJSON } from './sign-up.ts';

/**
 * One browser: its live sessions and the current sign-in or sign-up attempt.
 *
 * @source `@clerk/shared` `ClientJSON`.
 */
export async function toClientJSON(instance: Instance, client: ClientRow, azp: string | null) {
  const sessions = liveSessionsOf(instance, client.id);
  const signIn = instance.store.signIns.get(client.signInId ?? '');
  const signUp = instance.store.signUps.get(client.signUpId ?? '');
  const now = instance.nowMs();
  return {
    object: 'client' as const,
    id: client.id,
    sessions: await Promise.all(sessions.map((session) => toSessionJSON(instance, session, azp))),
    sign_in: signIn && signIn.abandonAtMs > now ? toSignInJSON(instance, signIn) : null,
    sign_up: signUp && signUp.abandonAtMs > now ? toSignUpJSON(instance, signUp) : null,
    last_active_session_id: sessions.some(({ id }) => id === client.lastActiveSessionId)
      ? client.lastActiveSessionId
      : (sessions[0]?.id ?? null),
    last_authentication_strategy: client.lastAuthenticationStrategy,
    captcha_bypass: true,
    cookie_expires_at: null,
    created_at: client.createdAtMs,
    updated_at: client.updatedAtMs,
  };
}
