import { expect } from '@playwright/test';
import { CLERK_VARIANTS, type ClerkVariant } from '@repo/stack';
import { readStackInfo } from '../fixtures/servers/stack.ts';

/** Makes the running local Clerk behave like another kind, without a restart; sessions and users stay. */
export async function switchKind(kind: ClerkVariant): Promise<void> {
  const { apiUrl } = readStackInfo();
  const body = JSON.stringify(CLERK_VARIANTS[kind]);
  const answer = await fetch(`${apiUrl}/__local/token-minting`, { method: 'PUT', body });
  expect(answer.status, await answer.text()).toBeLessThan(300);
}
