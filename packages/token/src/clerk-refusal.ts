import { isClerkAPIResponseError } from '@clerk/backend/errors';
import type { ClerkInstance } from './clerk-instance.ts';
import { TokenError } from './errors.ts';

type Asked = Pick<ClerkInstance, 'isLocal' | 'apiUrl' | 'frontendApiUrl'>;

/**
 * Puts what the Backend API's client threw into words.
 *
 * @param meaning What an answer of 404 means to the caller, where it means something.
 * @returns An error to throw; what did not come from Clerk comes back as it is.
 * @source `@clerk/backend` 3.20.1 `buildRequest`: without a status there was no answer.
 */
export function explainBackendError(error: unknown, asked: Asked, meaning?: TokenError): unknown {
  if (!isClerkAPIResponseError(error)) return error;
  if (error.status === undefined) return unreachable(asked);
  if (error.status === 404 && meaning) return meaning;
  if (error.status === 401) return refusedKey(asked);
  const says = error.errors.map(({ code, longMessage, message }) => `${longMessage ?? message} (${code})`);
  return new TokenError('clerk_refused', `Clerk answers ${error.status}: ${says.join('; ')}`);
}

/** Nobody answers, or what answers is not Clerk. */
export function unreachable({ isLocal, apiUrl, frontendApiUrl }: Asked): TokenError {
  const mend = isLocal
    ? 'Start the apps with `pnpm dev` and keep them running; on another port, name it with --port.'
    : 'See https://status.clerk.com, and whether this machine reaches the internet.';
  const where = isLocal ? frontendApiUrl : `${apiUrl ?? 'https://api.clerk.com'} or ${frontendApiUrl}`;
  return new TokenError('clerk_unreachable', `Clerk does not answer at ${where}. ${mend}`);
}

function refusedKey({ isLocal }: Asked): TokenError {
  const mend = isLocal
    ? 'It was started by `pnpm sso stack`, which has a key of its own? Then name the file of its --info.'
    : 'Copy both keys of one instance again.';
  return new TokenError('clerk_refused', `Clerk refuses the secret key. ${mend}`);
}
