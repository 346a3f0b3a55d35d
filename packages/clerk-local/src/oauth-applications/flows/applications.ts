import type { Instance } from '../../instance/instance.ts';
import { newId, newSecret } from '../../store/ids.ts';
import { hashSecret, isSecretOf } from '../../tokens/secret-hash.ts';
import type { OAuthApplicationRow } from '../rows.ts';

export interface NewOAuthApplication {
  name: string;
  scopes: readonly string[];
  redirectUris: readonly string[];
  isPublic: boolean;
  consentScreenEnabled: boolean;
  pkceRequired: boolean;
}

/** An application together with its secret, where it has one: the secret's only copy. */
export interface ApplicationWithSecret {
  row: OAuthApplicationRow;
  /** '' for a public client. */
  clientSecret: string;
}

/** Registers an application. */
export function createOAuthApplication(
  instance: Instance,
  input: NewOAuthApplication,
): ApplicationWithSecret {
  const { isPublic, ...settings } = input;
  const clientSecret = isPublic ? '' : newSecret();
  const atMs = instance.nowMs();
  const row = instance.store.oauthApplications.set({
    id: newId('oa'),
    clientId: newId('client').replace('client_', ''),
    secretHash: isPublic ? null : hashSecret(clientSecret),
    ...settings,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
  return { row, clientSecret };
}

/** Rotates an application's secret; the old one stops working at once. A public client has none. */
export function rotateClientSecret(instance: Instance, row: OAuthApplicationRow): ApplicationWithSecret {
  if (row.secretHash === null) return { row, clientSecret: '' };
  const clientSecret = newSecret();
  const changes = { secretHash: hashSecret(clientSecret), updatedAtMs: instance.nowMs() };
  return { row: instance.store.oauthApplications.patch(row.id, changes), clientSecret };
}

export function findOAuthApplication({ store }: Instance, clientId: string): OAuthApplicationRow | undefined {
  return store.oauthApplications.listBy('clientId', clientId)[0];
}

/** Whether `clientSecret` authenticates this application; a public client presents none. */
export function isClientSecret({ secretHash }: OAuthApplicationRow, clientSecret: string): boolean {
  return secretHash === null ? clientSecret === '' : isSecretOf(secretHash, clientSecret);
}

/** Deletes an application with everything users granted it. */
export function deleteOAuthApplication({ store }: Instance, id: string): void {
  const grants = new Set(store.oauthGrants.listBy('applicationId', id).map((row) => row.id));
  for (const row of store.oauthTokens.list(({ grantId }) => grants.has(grantId)))
    store.oauthTokens.delete(row.id);
  for (const row of store.oauthCodes.list(({ grantId }) => grants.has(grantId)))
    store.oauthCodes.delete(row.id);
  for (const row of store.oauthConsents.listBy('applicationId', id)) store.oauthConsents.delete(row.id);
  for (const grantId of grants) store.oauthGrants.delete(grantId);
  store.oauthApplications.delete(id);
}
