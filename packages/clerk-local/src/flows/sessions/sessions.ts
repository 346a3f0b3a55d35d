import { isDeepStrictEqual } from 'node:util';
import type { Instance } from '../../instance/instance.ts';
import { newId } from '../../store/ids.ts';
import type { ClientRow, SessionActivity, SessionRow, SessionStatus } from '../../store/session-rows.ts';
import { findMembership, findOrganization, membershipsOf } from '../organizations/organizations.ts';
import { isPasswordCompromised } from './session-tasks.ts';

const SESSION_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;
const SESSION_ABANDON_MS = 30 * 24 * 60 * 60 * 1000;

export interface NewSession {
  userId: string;
  clientId: string | null;
  actor?: SessionRow['actor'];
  activity?: SessionActivity | null;
  /** Absent: the user's last active organization, else their first, else none. */
  activeOrganizationId?: string | null;
}

/** Adds an active session of a user. `signInClient` makes it the client's. */
export function createSession(instance: Instance, input: NewSession): SessionRow {
  const atMs = instance.nowMs();
  const user = instance.store.users.patch(input.userId, { lastSignInAtMs: atMs, lastActiveAtMs: atMs });
  return instance.store.sessions.set({
    id: newId('sess'),
    clientId: input.clientId,
    userId: input.userId,
    status: 'active',
    lastActiveOrganizationId:
      input.activeOrganizationId === undefined
        ? defaultOrganizationId(instance, input.userId)
        : input.activeOrganizationId,
    actor: input.actor ?? null,
    activity: sharedActivity(instance, input),
    lastActiveAtMs: atMs,
    expireAtMs: atMs + SESSION_LIFETIME_MS,
    abandonAtMs: atMs + SESSION_ABANDON_MS,
    firstFactorVerifiedAtMs: atMs,
    secondFactorVerifiedAtMs: null,
    isPasswordResetAsked: instance.options.compromisedPasswords === 'task' && isPasswordCompromised(user),
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
}

/** That of the user's latest session where it says the same: one value instead of one for each sign-in. */
function sharedActivity(
  { store }: Instance,
  { userId, activity = null }: NewSession,
): SessionActivity | null {
  const latest = store.sessions.latestBy('userId', userId)?.activity;
  return latest && isDeepStrictEqual(latest, activity) ? latest : activity;
}

/** Whether a session is live: not ended, not past its time, its user not banned. */
export function isLive(instance: Instance, session: SessionRow): boolean {
  const user = instance.store.users.get(session.userId);
  return (
    (session.status === 'active' || session.status === 'pending') &&
    session.expireAtMs > instance.nowMs() &&
    user !== undefined &&
    !user.banned
  );
}

/** Live sessions of one browser, oldest first. */
export function liveSessionsOf(instance: Instance, clientId: string): SessionRow[] {
  return instance.store.sessions.listBy('clientId', clientId).filter((row) => isLive(instance, row));
}

/** The browser's current session: the one used last, else its first live one. */
export function currentSessionOf(instance: Instance, client: ClientRow): SessionRow | undefined {
  const live = liveSessionsOf(instance, client.id);
  return live.find((row) => row.id === client.lastActiveSessionId) ?? live[0];
}

/** Ends sessions and updates `__client_uat` of their browsers, so that every app notices at its next request. */
export function endSessions(
  instance: Instance,
  sessions: readonly SessionRow[],
  status: SessionStatus,
): void {
  const { store } = instance;
  const atMs = instance.nowMs();
  for (const session of sessions.filter((row) => isLive(instance, row))) {
    store.sessions.patch(session.id, { status, updatedAtMs: atMs });
    const client = session.clientId === null ? undefined : store.clients.get(session.clientId);
    if (!client) continue;
    const lastActiveSessionId = liveSessionsOf(instance, client.id)[0]?.id ?? null;
    store.clients.patch(client.id, { lastActiveSessionId, authChangedAtMs: atMs, updatedAtMs: atMs });
  }
}

/**
 * Makes an organization the session's active one; `''` is the personal account.
 *
 * @returns the session, changed, or as it was when the user is not a member of `idOrSlug`.
 */
export function activateOrganization(instance: Instance, session: SessionRow, idOrSlug: string): SessionRow {
  const organizationId = idOrSlug === '' ? null : memberOrganizationId(instance, session.userId, idOrSlug);
  if (organizationId === undefined) return session;
  instance.store.users.patch(session.userId, { lastActiveOrganizationId: organizationId });
  return instance.store.sessions.patch(session.id, {
    lastActiveOrganizationId: organizationId,
    updatedAtMs: instance.nowMs(),
  });
}

/** @returns the organization's id; undefined: there is none, or the user is not a member. */
export function memberOrganizationId(
  instance: Instance,
  userId: string,
  idOrSlug: string,
): string | undefined {
  const organization = findOrganization(instance, idOrSlug);
  if (!organization || !findMembership(instance, organization.id, userId)) return undefined;
  return organization.id;
}

function defaultOrganizationId(instance: Instance, userId: string): string | null {
  const last = instance.store.users.get(userId)?.lastActiveOrganizationId;
  if (last && findMembership(instance, last, userId)) return last;
  return membershipsOf(instance, { userId })[0]?.organizationId ?? null;
}
