import { TokenError } from './errors.ts';

/** Tokens live for 60 seconds. */
const REFRESH_MS = 50_000;
/** Short enough to be back before the last token is over. */
const RETRY_MS = 5000;

/**
 * Mints token after token until it is told to stop. An outage is waited out; whatever else goes wrong ends it.
 *
 * @param wait Resolves after so many milliseconds, or at once when it is time to stop: then with true.
 * @param onOutage Is told once per attempt that failed.
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
