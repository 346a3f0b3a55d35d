import { statusOf, tasksOf } from '../flows/sessions/session-tasks.ts';
import type { Instance } from '../instance/instance.ts';
import type { SessionRow } from '../store/session-rows.ts';
import { lastActiveTokenOf } from '../tokens/last-active-token.ts';
import { toPublicUserDataJSON } from './public-user.ts';
import { toUserJSON } from './user.ts';

/**
 * A session as its own browser sees it, with a token.
 *
 * @param azp See `azpOfCall`.
 * @source `@clerk/shared` `SessionJSON`.
 */
export async function toSessionJSON(instance: Instance, session: SessionRow, azp: string | null) {
  const user = instance.store.users.get(session.userId);
  const isLive = session.status === 'active' || session.status === 'pending';
  return {
    ...sessionFields(instance, session),
    last_active_token: isLive
      ? { object: 'token' as const, jwt: await lastActiveTokenOf(instance, session, azp) }
      : null,
    factor_verification_age: [
      minutesSince(instance, session.firstFactorVerifiedAtMs),
      minutesSince(instance, session.secondFactorVerifiedAtMs),
    ],
    user: user ? toUserJSON(instance, user) : null,
    public_user_data: user ? toPublicUserDataJSON(instance, user) : null,
  };
}

/** A session in the list of devices. @source `@clerk/shared` `SessionWithActivitiesJSON`. */
export function toSessionWithActivityJSON(instance: Instance, session: SessionRow) {
  const { activity } = session;
  return {
    ...sessionFields(instance, session),
    user: null,
    latest_activity: {
      object: 'session_activity' as const,
      id: activityIdOf(session),
      is_mobile: activity?.isMobile ?? false,
      // Unknown fields are left out, because the description does not allow null.
      ...(activity?.browserName ? { browser_name: activity.browserName } : {}),
      ...(activity?.browserVersion ? { browser_version: activity.browserVersion } : {}),
      ...(activity?.deviceType ? { device_type: activity.deviceType } : {}),
      ...(activity?.ipAddress ? { ip_address: activity.ipAddress } : {}),
    },
  };
}

/** Id of what the browser said when the session began. */
export function activityIdOf({ id }: SessionRow): string {
  return id.replace('sess_', 'sess_activity_');
}

function sessionFields(instance: Instance, session: SessionRow) {
  const status = statusOf(instance, session);
  return {
    object: 'session' as const,
    id: session.id,
    status,
    expire_at: session.expireAtMs,
    abandon_at: session.abandonAtMs,
    last_active_at: session.lastActiveAtMs,
    last_active_organization_id: session.lastActiveOrganizationId,
    actor: session.actor,
    tasks: status === 'pending' ? tasksOf(instance, session) : null,
    created_at: session.createdAtMs,
    updated_at: session.updatedAtMs,
  };
}

function minutesSince(instance: Instance, atMs: number | null): number {
  return atMs === null ? -1 : Math.floor((instance.nowMs() - atMs) / 60_000);
}
