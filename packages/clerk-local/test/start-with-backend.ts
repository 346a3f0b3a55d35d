import { createClerkClient } from '@clerk/backend';
import type { LocalClerk } from '../src/index.ts';
import { startTestClerk } from './start-test-clerk.ts';

/** The real Backend API client, pointed at one local Clerk. */
export function createBackend({ url, secretKey, publishableKey }: LocalClerk) {
  return createClerkClient({ apiUrl: url, secretKey, publishableKey, telemetry: { disabled: true } });
}

/** A local Clerk of this test's own, and the real client for it. */
export async function startWithBackend() {
  const clerk = await startTestClerk();
  return { clerk, backend: createBackend(clerk) };
}
