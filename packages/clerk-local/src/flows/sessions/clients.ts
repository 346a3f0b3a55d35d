import type { Instance } from '../../instance/instance.ts';
import { newId, newSecret } from '../../store/ids.ts';
import type { ClientRow, SessionRow } from '../../store/session-rows.ts';
import { hashSecret, isSecretOf } from '../../tokens/secret-hash.ts';
import { liveSessionsOf } from './sessions.ts';

/** Creates a browser's client. `cookieValue` is the only copy of its secret. */
export function createClient(instance: Instance): { client: ClientRow; cookieValue: string } {
  const atMs = instance.nowMs();
  const secret = newSecret();
  const client = instance.store.clients.set({
    id: newId('client'),
    secretHash: hashSecret(secret),
    signInId: null,
    signUpId: null,
    lastActiveSessionId: null,
    lastAuthenticationStrategy: null,
    authChangedAtMs: atMs,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
  return { client, cookieValue: `${client.id}.${secret}` };
}

/** Finds the client of a `__client` cookie; undefined: forged, old or malformed. */
export function findClientByCookie(
  instance: Instance,
  cookieValue: string | undefined,
): ClientRow | undefined {
  const [id = '', secret = ''] = (cookieValue ?? '').split('.');
  const client = instance.store.clients.get(id);
  return client && isSecretOf(client.secretHash, secret) ? client : undefined;
}

/**
 * Gives a client a new secret; the old cookie value stops working. Without it at each sign-in, a page of a sibling host could
 * plant its own `__client` cookie (Domain=the parent) before, and hold the victim's session afterwards.
 *
 * @returns the new cookie value, its only copy.
 * @source OWASP Session Management Cheat Sheet, "Renew the Session ID After Any Privilege Level Change".
 */
export function renewClientSecret(instance: Instance, clientId: string): string {
  const secret = newSecret();
  instance.store.clients.patch(clientId, { secretHash: hashSecret(secret) });
  return `${clientId}.${secret}`;
}

/** Makes a new session the client's current one and updates `__client_uat`. */
export function signInClient(
  instance: Instance,
  clientId: string,
  session: SessionRow,
  strategy: string,
): void {
  instance.store.clients.patch(clientId, {
    signInId: null,
    signUpId: null,
    lastActiveSessionId: session.id,
    lastAuthenticationStrategy: strategy,
    authChangedAtMs: instance.nowMs(),
    updatedAtMs: instance.nowMs(),
  });
}

/** Value of `__client_uat`: Unix seconds of the last sign-in or sign-out, 0 when no user is signed in. */
export function clientUatOf(instance: Instance, client: ClientRow | undefined): number {
  if (!client || liveSessionsOf(instance, client.id).length === 0) return 0;
  return Math.floor(client.authChangedAtMs / 1000);
}
