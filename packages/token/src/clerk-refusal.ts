import { isClerkAPIResponseError } from '@clerk/backend/errors';
import type { ClerkInstance } from './clerk-instance.ts';
import { TokenError } from './errors.ts';

type Address = Pick<ClerkInstance, 'isLocal' | 'apiUrl' | 'frontendApiUrl'>;

/**
 * Explains what the client of the Backend API threw.
 *
 * @param meaning What status 404 means for this call.
 * @returns An error to throw; one that is not from Clerk is returned unchanged.
 * @source `@clerk/backend` 3.20.1 `buildRequest`: without a status there was no answer.
 */
export function explainBackendError(error: unknown, address: Address, meaning?: TokenError): unknown {
  if (!isClerkAPIResponseError(error)) return error;
  if (error.status === undefined) return unreachable(address);
  if (error.status === 404 && meaning) return meaning;
  if (error.status === 401) return refusedKey(address);
  const says = error.errors.map(({ code, longMessage, message }) => `${longMessage ?? message} (${code})`);
  return new TokenError('clerk_refused', `Clerk answers ${error.status}: ${says.join('; ')}`);
}

/** Clerk does not answer. */
export function unreachable({ isLocal, apiUrl, frontendApiUrl }: Address): TokenError {
  const advice = isLocal
    ? 'Start the apps with `pnpm dev` and keep them running; name another port with --port.'
    : 'See https://status.clerk.com, and check that this machine reaches the internet.';
  const where = isLocal ? frontendApiUrl : `${apiUrl ?? 'https://api.clerk.com'} or ${frontendApiUrl}`;
  return new TokenError('clerk_unreachable', `Clerk does not answer at ${where}. ${advice}`);
}

function refusedKey({ isLocal }: Address): TokenError {
  const advice = isLocal
    ? 'A stack of `pnpm sso stack` has a key of its own: name the file of its --info.'
    : 'Copy both keys of one instance again.';
  return new TokenError('clerk_refused', `Clerk refuses the secret key. ${advice}`);
}
