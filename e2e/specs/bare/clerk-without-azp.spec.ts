import { expect, signInOn, test } from '../../fixtures/bare-test.ts';
import { statusesOf, watchDocuments } from '../../fixtures/documents.ts';

/**
 * A Clerk whose tokens never have an `azp`, or a proxy in front of Clerk that removes the Origin header.
 *
 * Topology: a second Clerk with `e2e/bare-app` as account and as platform.
 */

test.use({ azp: 'never' });

test('none of its tokens is accepted, and the page explains why after one try', async ({
  page,
  bareStack,
}) => {
  await signInOn(bareStack, page);
  const documents = watchDocuments(page);
  await page.goto(`${bareStack.originOf('platform')}/`);
  await expect(page.getByText('azp_mismatch')).toBeVisible();
  expect(statusesOf(documents)).toEqual([200]);
});
