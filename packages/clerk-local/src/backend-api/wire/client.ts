import { liveSessionsOf } from '../../flows/sessions/sessions.ts';
import type { Instance } from '../../instance/instance.ts';
import type { ClientRow } from '../../store/session-rows.ts';
import { toBackendSessionJSON } from './session.ts';

/** One browser as the application's server sees it. @source clerk/openapi-specs BAPI `Client`. */
export function toBackendClientJSON(instance: Instance, client: ClientRow) {
  const sessions = liveSessionsOf(instance, client.id);
  return {
    object: 'client' as const,
    id: client.id,
    session_ids: sessions.map(({ id }) => id),
    sessions: sessions.map((session) => toBackendSessionJSON(instance, session)),
    sign_in_id: client.signInId,
    sign_up_id: client.signUpId,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastAuthenticationStrategy,
    created_at: client.createdAtMs,
    updated_at: client.updatedAtMs,
  };
}
