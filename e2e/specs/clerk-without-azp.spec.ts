import { type BareStack, startBareStack } from '@repo/stack/bare-stack';
import { signInOn } from '../fixtures/bare-test.ts';
import { expect, test } from '../fixtures/test.ts';

/** A Clerk, or something in front of it that drops the Origin header, whose tokens never name an app. */

let stack: BareStack;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  stack = await startBareStack({ env: process.env, hosts: ['account', 'platform'], clerk: { azp: 'never' } });
});
test.afterAll(() => stack.close());

test('none of its tokens is accepted, and the page says why after one try', async ({ page }) => {
  await signInOn(stack, page);
  const documents: number[] = [];
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) documents.push(response.status());
  });
  await page.goto(`${stack.originOf('platform')}/`);
  await expect(page.getByText('azp_mismatch')).toBeVisible();
  expect(documents).toEqual([200]);
});
