import type { Instance } from '../../instance/instance.ts';
import type { SignInRow } from '../../store/sign-in-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';

/**
 * Whether a new browser needs a mailed code before this user is signed in there.
 *
 * @param strategy Of the first factor. Only passwords can be stolen in bulk and tried elsewhere.
 * @source clerk.com/docs/guides/secure/client-trust: password, no second factor, a browser never used before.
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
 * Whether the attempt's user has been signed in before in this browser; an impersonation does not count.
 *
 * @returns `pending` while the attempt names no user. Without Client Trust every browser counts as known.
 * @source FAPI `Client.SignIn.client_trust_state`.
 */
export function clientTrustStateOf(
  { store, clientTrust }: Instance,
  { clientId, userId, createdSessionId }: SignInRow,
): 'pending' | 'new' | 'known' {
  if (clientTrust.read().mode === 'off') return 'known';
  if (userId === null) return 'pending';
  const wasHere = store.sessions
    .listBy('clientId', clientId)
    .some(
      (session) => session.userId === userId && session.actor === null && session.id !== createdSessionId,
    );
  return wasHere ? 'known' : 'new';
}
