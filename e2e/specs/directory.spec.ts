import type { Locator, Page } from '@playwright/test';
import { urlOf } from '../fixtures/addresses.ts';
import { backend } from '../fixtures/backend-api.ts';
import { signIn } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';
import { createUser } from '../fixtures/users.ts';

/** Portal's own table of users, which Clerk's webhooks keep current. */

/** Webhooks arrive some time after the event. @param shown Part of the page that the server renders. */
async function reloadUntil(page: Page, shown: Locator): Promise<void> {
  await expect
    .poll(async () => {
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
      return shown.isVisible();
    })
    .toBe(true);
}

test('the support desk finds a new user of Clerk, until the account is deleted', async ({ page }) => {
  const staff = await createUser({ organization: 'acme' });
  const customer = await createUser();
  await signIn(page, staff, { organization: 'acme' });
  await page.goto(urlOf('portal', '/'));
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByLabel('Name or e-mail').fill(customer.email);
  await page.getByRole('button', { name: 'Search' }).click();
  const row = page.getByRole('row').filter({ hasText: customer.email });
  await reloadUntil(page, row);
  await page.getByLabel('Organization').selectOption({ label: 'Acme' });
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('Nobody found')).toBeVisible();
  await page.getByRole('link', { name: 'Show everybody' }).click();
  await expect(page).toHaveURL(urlOf('portal', '/people'));

  await backend().users.deleteUser(customer.userId);
  await page.goto(urlOf('portal', `/people?search=${encodeURIComponent(customer.email)}`));
  await reloadUntil(page, page.getByText('Nobody found'));
});

test('an invalid date is reported at the field, and filters nothing', async ({ page }) => {
  await signIn(page, await createUser({ organization: 'acme' }), { organization: 'acme' });
  await page.goto(urlOf('portal', '/people?from=yesterday'));
  await expect(page.getByText('Write a date as 2026-01-31.')).toBeVisible();
  // Below the heading row: at least the user of this test.
  await reloadUntil(page, page.getByRole('row').nth(1));
});

test('customers do not see the support desk', async ({ page }) => {
  await signIn(page, await createUser());
  await page.goto(urlOf('portal', '/'));
  await expect(page.getByRole('heading', { name: 'Your orders and tickets' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'People' })).toHaveCount(0);
  await page.goto(urlOf('portal', '/people'));
  await expect(page.getByText('not open to you')).toBeVisible();
});
