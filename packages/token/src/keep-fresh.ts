import { TokenError, type TokenErrorCode } from './errors.ts';

/** Tokens live for 60 seconds. */
const REFRESH_MS = 50_000;
/** Short enough for a new token before the last one expires. */
const RETRY_MS = 5000;

const TEMPORARY: ReadonlySet<TokenErrorCode> = new Set(['clerk_unreachable', 'clerk_unavailable']);

/**
 * Mints one token after another until it is stopped. It waits while Clerk does not answer or asks for a pause; any other error ends it.
 *
 * @param wait Resolves to false after so many milliseconds, or to true as soon as it is time to stop.
 * @param onOutage Called once for each attempt that failed.
 * @throws {TokenError} as `mint` and `emit` do, but for `clerk_unreachable` and `clerk_unavailable`.
 */
export async function keepFresh(options: {
  readonly mint: () => Promise<string>;
  readonly emit: (token: string) => void;
  readonly wait: (ms: number) => Promise<boolean>;
  readonly onOutage: (error: TokenError) => void;
}): Promise<void> {
  const { mint, emit, wait, onOutage } = options;
  let isStopping = await wait(REFRESH_MS);
  while (!isStopping) {
    try {
      emit(await mint());
      isStopping = await wait(REFRESH_MS);
    } catch (error) {
      if (!(error instanceof TokenError && TEMPORARY.has(error.code))) throw error;
      onOutage(error);
      isStopping = await wait(RETRY_MS);
    }
  }
}
