import { onTestFinished } from 'vitest';
import type { LocalClerk, LocalClerkOptions } from '../src/index.ts';
import { startTestClerk as start } from '../src/testing/index.ts';

/** Starts a local Clerk of this test's own and stops it when the test ends. */
export async function startTestClerk(options: Partial<LocalClerkOptions> = {}): Promise<LocalClerk> {
  const clerk = await start(options);
  onTestFinished(() => clerk.close());
  return clerk;
}
