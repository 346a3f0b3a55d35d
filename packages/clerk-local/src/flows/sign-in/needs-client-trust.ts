import type { Instance } from '../../instance/instance.ts';
import type { SignInRow } from '../../store/sign-in-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';

/**
 * Whether a browser has to be proven by mail before this person is signed in there.
 *
 * @param strategy What proved the first factor: only passwords can be stolen in bulk and tried elsewhere.
 * @source clerk.com/docs/guides/secure/client-trust: password, no second factor of their own, a browser never used before.
 */
export function needsClientTrust(
  instance: Instance,
  row: SignInRow,
  user: UserRow,
  strategy: string,
): boolean {
  return (
    strategy === 'password' &&
    !user.bypassClientTrust &&
    instance.clientTrust.read().mode === 'on' &&
    clientTrustStateOf(instance, row) === 'new'
  );
}

/**
 * Whether the attempt's person has been signed in before in the attempt's browser; somebody who acted for them does not count.
 *
 * @returns `pending` while nobody is named. Without Client Trust every browser counts as known.
 * @source FAPI `Client.SignIn.client_trust_state`.
 */
export function clientTrustStateOf(
  { store, clientTrust }: Instance,
  { clientId, userId, createdSessionId }: SignInRow,
): 'pending' | 'new' | 'known' {
  if (clientTrust.read().mode === 'off') return 'known';
  if (userId === null) return 'pending';
  const earlier = store.sessions.find(
    (session) =>
      session.clientId === clientId &&
      session.userId === userId &&
      session.actor === null &&
      session.id !== createdSessionId,
  );
  return earlier ? 'known' : 'new';
}
