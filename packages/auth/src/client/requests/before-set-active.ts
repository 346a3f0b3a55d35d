import type { LoadedClerk } from '@clerk/shared/types';
import { atMost } from './at-most.ts';

/** The hook of the SDK never ends where its action is refused or fails. */
const LIMIT_MS = 5_000;

/** The hook of `@clerk/nextjs`, which clerk-js awaits before it changes the session. */
type BeforeSetActive = (intent?: string) => Promise<void>;

/** clerk-js and the SDK set these properties; the types are those of their sources. */
interface ClerkWindow {
  __internal_onBeforeSetActive?: BeforeSetActive;
  readonly Clerk?: Partial<LoadedClerk>;
}

/**
 * Keeps the SDK from calling its own Server Action while a user signs in. The app then has no token yet and refuses the action,
 * as it refuses every write of a signed-in user that would count as nobody's; the SDK waits for it without a limit. The action
 * only clears the router's cache, and so does `router.refresh()`, which the SDK calls after the change.
 *
 * @returns Restores the hook.
 * @source `@clerk/nextjs` 7.9.7 `app-router/client/ClerkProvider.js`: set in a layout effect, so before effects run.
 */
export function skipActionWithoutSession(): () => void {
  const hooks = window as ClerkWindow;
  const original = hooks.__internal_onBeforeSetActive;
  if (original === undefined) return () => {};
  const wrapped: BeforeSetActive = async (intent) => {
    if (hooks.Clerk?.session) await atMost(LIMIT_MS, original(intent));
  };
  hooks.__internal_onBeforeSetActive = wrapped;
  return () => {
    // The SDK may have set it again since.
    if (hooks.__internal_onBeforeSetActive === wrapped) hooks.__internal_onBeforeSetActive = original;
  };
}
