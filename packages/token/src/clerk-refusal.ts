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
  if (error instanceof NoAnswerError) return unreachable(address);
  if (!isClerkAPIResponseError(error)) return error;
  if (error.status === undefined) return unreachable(address);
  if (error.status === 404 && meaning) return meaning;
  if (error.status === 401) return refusedKey(address);
  const says = error.errors.map(({ code, longMessage, message }) => `${longMessage ?? message} (${code})`);
  return refusal(error.status, says.join('; '));
}

/** Clerk answers, and not with what was asked for. What is temporary has a code of its own: repeating it later helps. */
export function refusal(status: number | undefined, reasons: string): TokenError {
  const answer = `Clerk${status === undefined ? '' : ` answers ${status}`}: ${reasons || 'without a reason'}`;
  const isTemporary = status !== undefined && (status === 429 || status >= 500);
  return isTemporary
    ? new TokenError('clerk_unavailable', `${answer}. Try again in a minute.`)
    : new TokenError('clerk_refused', answer);
}

/** Nothing came back in time. */
class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

const TIME_LIMIT_MS = 15_000;

/** Ends the wait for a call of the Backend API, for which the SDK itself has no limit. `explainBackendError` knows the error. */
export async function answerInTime<Answer>(call: Promise<Answer>, limitMs = TIME_LIMIT_MS): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError()), limitMs);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
    call.catch(() => {});
  }
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
