import { TokenError } from './errors.ts';

/** Tokens live for 60 seconds. */
const REFRESH_MS = 50_000;
/** Short enough for a new token before the last one expires. */
const RETRY_MS = 5000;

/**
 * Mints one token after another until it is stopped. It waits while Clerk cannot be reached; any other error ends it.
 *
 * @param wait Resolves to false after so many milliseconds, or to true as soon as it is time to stop.
 * @param onOutage Called once for each attempt that failed.
 * @throws {TokenError} as `mint` and `emit` do, but for `clerk_unreachable`.
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
      if (!(error instanceof TokenError && error.code === 'clerk_unreachable')) throw error;
      onOutage(error);
      isStopping = await wait(RETRY_MS);
    }
  }
}
