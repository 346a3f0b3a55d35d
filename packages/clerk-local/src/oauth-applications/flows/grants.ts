import { findMembership } from '../../flows/organizations/organizations.ts';
import type { Instance } from '../../instance/instance.ts';
import { newId, newSecret } from '../../store/ids.ts';
import type { SessionRow } from '../../store/session-rows.ts';
import { hashSecret } from '../../tokens/secret-hash.ts';
import type { OAuthApplicationRow, OAuthGrantRow } from '../rows.ts';
import type { OAuthRequest } from './authorization-request.ts';

/** @source clerk/openapi-specs FAPI `getOAuthToken`: ten minutes. */
const CODE_LIFETIME_MS = 10 * 60_000;

/** Whether consent is needed: the application shows the screen, and the user has not granted all scopes before. */
export function needsConsent({ store }: Instance, request: OAuthRequest, userId: string): boolean {
  const { application, scopes, prompt } = request;
  if (!application.consentScreenEnabled) return false;
  const agreed = store.oauthConsents.get(consentId(userId, application))?.scopes;
  return prompt === 'consent' || !agreed || scopes.some((scope) => !agreed.includes(scope));
}

/** Stores that a user agreed. */
export function rememberConsent({ store }: Instance, request: OAuthRequest, userId: string): void {
  const { application, scopes } = request;
  const id = consentId(userId, application);
  const agreed = store.oauthConsents.get(id)?.scopes ?? [];
  const all = [...new Set([...agreed, ...scopes])];
  store.oauthConsents.set({ id, userId, applicationId: application.id, scopes: all });
}

/**
 * Grants a request.
 *
 * @param organizationId An organization of the user; null: none chosen. Stored where `user:org:read` was requested.
 * @returns the authorization code, its only copy.
 */
export function issueCode(
  instance: Instance,
  request: OAuthRequest,
  session: SessionRow,
  organizationId: string | null,
): string {
  const { store } = instance;
  const atMs = instance.nowMs();
  for (const row of store.oauthCodes.list(({ expiresAtMs }) => expiresAtMs <= atMs))
    store.oauthCodes.delete(row.id);
  const grant = store.oauthGrants.set({
    id: newId('grant'),
    applicationId: request.application.id,
    userId: session.userId,
    organizationId: request.scopes.includes('user:org:read') ? organizationId : null,
    scopes: request.scopes,
    authenticatedAtMs: session.createdAtMs,
    createdAtMs: atMs,
  });
  const code = newSecret();
  store.oauthCodes.set({
    id: hashSecret(code),
    grantId: grant.id,
    redirectUri: request.redirectUriParam,
    codeChallenge: request.codeChallenge,
    nonce: request.nonce,
    isRedeemed: false,
    expiresAtMs: atMs + CODE_LIFETIME_MS,
  });
  return code;
}

/** Ends a grant with all its codes and tokens. */
export function revokeGrant(instance: Instance, grantId: string, reason: string | null): void {
  const { oauthTokens } = instance.store;
  const atMs = instance.nowMs();
  for (const row of oauthTokens.listBy('grantId', grantId).filter((token) => token.revokedAtMs === null)) {
    oauthTokens.patch(row.id, { revokedAtMs: atMs, revocationReason: reason, updatedAtMs: atMs });
  }
}

/** A grant with its application and user; undefined: one of them was deleted, or the user is banned. */
export function readGrant({ store }: Instance, grantId: string) {
  const grant: OAuthGrantRow | undefined = store.oauthGrants.get(grantId);
  const application = store.oauthApplications.get(grant?.applicationId ?? '');
  const user = store.users.get(grant?.userId ?? '');
  return grant && application && user && !user.banned ? { grant, application, user } : undefined;
}

/** The organization of a grant, while its user is a member. */
export function organizationOfGrant(instance: Instance, { organizationId, userId }: OAuthGrantRow) {
  if (organizationId === null || !findMembership(instance, organizationId, userId)) return undefined;
  return instance.store.organizations.get(organizationId);
}

function consentId(userId: string, application: OAuthApplicationRow): string {
  return `${userId}:${application.id}`;
}
