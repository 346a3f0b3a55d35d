import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { skipActionWithoutSession } from './before-set-active.ts';

/** What clerk-js and the SDK keep in `window`. */
interface Hooks {
  __internal_onBeforeSetActive?: (intent?: string) => Promise<void>;
  Clerk?: { session: object | null };
}
let hooks: Hooks;
const calls: (string | undefined)[] = [];

beforeEach(() => {
  calls.length = 0;
  hooks = {
    __internal_onBeforeSetActive: async (intent) => {
      calls.push(intent);
    },
  };
  vi.stubGlobal('window', hooks);
});
afterEach(() => vi.unstubAllGlobals());

test('without a session the SDK does not call its action', async () => {
  skipActionWithoutSession();
  for (const Clerk of [undefined, { session: null }]) {
    if (Clerk) hooks.Clerk = Clerk;
    await hooks.__internal_onBeforeSetActive?.('sign-in');
  }
  expect(calls).toEqual([]);
});

test('with a session it does, with the same intent', async () => {
  skipActionWithoutSession();
  hooks.Clerk = { session: {} };
  await hooks.__internal_onBeforeSetActive?.('select-org');
  expect(calls).toEqual(['select-org']);
});

test('an action that never ends does not keep the session from changing', async () => {
  vi.useFakeTimers();
  hooks.__internal_onBeforeSetActive = () => new Promise(() => {});
  skipActionWithoutSession();
  hooks.Clerk = { session: {} };
  const changing = hooks.__internal_onBeforeSetActive?.('select-session');
  await vi.advanceTimersByTimeAsync(5_000);
  await expect(changing).resolves.toBeUndefined();
  vi.useRealTimers();
});

test('the hook is restored, unless the SDK has set it again', () => {
  const original = hooks.__internal_onBeforeSetActive;
  skipActionWithoutSession()();
  expect(hooks.__internal_onBeforeSetActive).toBe(original);
  const restore = skipActionWithoutSession();
  const later = async () => {};
  hooks.__internal_onBeforeSetActive = later;
  restore();
  expect(hooks.__internal_onBeforeSetActive).toBe(later);
});

test('a provider that sets no hook needs none', () => {
  delete hooks.__internal_onBeforeSetActive;
  skipActionWithoutSession()();
  expect(hooks.__internal_onBeforeSetActive).toBeUndefined();
});
