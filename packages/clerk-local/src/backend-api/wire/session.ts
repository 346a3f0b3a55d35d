import { statusOf, tasksOf } from '../../flows/sessions/session-tasks.ts';
import { isLive } from '../../flows/sessions/sessions.ts';
import type { Instance } from '../../instance/instance.ts';
import type { SessionActivity, SessionRow } from '../../store/session-rows.ts';
import { activityIdOf } from '../../wire/session.ts';

/**
 * A session as the application's server sees it: no token and no user. A session that is past its end reads `expired`.
 *
 * @source clerk/openapi-specs BAPI `Session`.
 */
export function toBackendSessionJSON(instance: Instance, session: SessionRow) {
  const status = sessionStatus(instance, session);
  return {
    object: 'session' as const,
    id: session.id,
    client_id: session.clientId ?? '',
    user_id: session.userId,
    status,
    actor: session.actor,
    last_active_organization_id: session.lastActiveOrganizationId,
    last_active_at: session.lastActiveAtMs,
    latest_activity: session.activity && toActivityJSON(session, session.activity),
    expire_at: session.expireAtMs,
    abandon_at: session.abandonAtMs,
    tasks: status === 'pending' ? tasksOf(instance, session) : null,
    created_at: session.createdAtMs,
    updated_at: session.updatedAtMs,
  };
}

/** `pending` while there are tasks, `expired` once its time is over, else the stored status. */
export function sessionStatus(instance: Instance, session: SessionRow): SessionRow['status'] {
  return session.status === 'active' && !isLive(instance, session) ? 'expired' : statusOf(instance, session);
}

/** Unknown fields are left out, because the description does not allow null for them. */
function toActivityJSON(session: SessionRow, activity: SessionActivity) {
  const { isMobile, deviceType, browserName, browserVersion, ipAddress } = activity;
  return {
    object: 'session_activity' as const,
    id: activityIdOf(session),
    is_mobile: isMobile,
    ...(deviceType === null ? {} : { device_type: deviceType }),
    ...(browserName === null ? {} : { browser_name: browserName }),
    ...(browserVersion === null ? {} : { browser_version: browserVersion }),
    ...(ipAddress === null ? {} : { ip_address: ipAddress }),
  };
}
