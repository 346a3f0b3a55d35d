import { urlOf } from '../fixtures/addresses.ts';
import { chooseOrganization } from '../fixtures/choose-organization.ts';
import { backend, createPerson } from '../fixtures/people.ts';
import { rawRequest } from '../fixtures/raw-request.ts';
import { signInByTicket } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';

const WEBHOOK = '/api/webhooks/clerk';

test('who signs up at Clerk is found by the support desk, until the account is deleted', async ({ page }) => {
  const staff = await createPerson({ organization: 'acme' });
  const customer = await createPerson();
  await signInByTicket(page, staff);
  await chooseOrganization(page, 'Acme');
  await page.goto(urlOf('portal', '/'));
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByLabel('Name or e-mail').fill(customer.email);
  await page.getByRole('button', { name: 'Search' }).click();
  const row = page.getByRole('row').filter({ hasText: customer.email });
  await expect(async () => {
    await page.reload();
    await expect(row).toBeVisible();
  }).toPass();
  await page.getByLabel('Organization').selectOption({ label: 'Acme' });
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('Nobody found')).toBeVisible();
  await page.getByRole('link', { name: 'Show everybody' }).click();
  await expect(page).toHaveURL(urlOf('portal', '/people'));

  await backend().users.deleteUser(customer.userId);
  await expect(async () => {
    await page.goto(urlOf('portal', `/people?search=${encodeURIComponent(customer.email)}`));
    await expect(page.getByText('Nobody found')).toBeVisible();
  }).toPass();
});

test('a date that is none is said at the field, and filters nothing', async ({ page }) => {
  await signInByTicket(page, await createPerson({ organization: 'acme' }));
  await chooseOrganization(page, 'Acme');
  await page.goto(urlOf('portal', '/people?from=yesterday'));
  await expect(page.getByText('Write a date as 2026-01-31.')).toBeVisible();
});

test('customers are no support desk', async ({ page }) => {
  await signInByTicket(page, await createPerson());
  await page.goto(urlOf('portal', '/'));
  await expect(page.getByRole('heading', { name: 'Your orders and tickets' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'People' })).toHaveCount(0);
  await page.goto(urlOf('portal', '/people'));
  await expect(page.getByText('not open to you')).toBeVisible();
});

const FORGED = {
  'svix-id': 'msg_forged',
  'svix-timestamp': String(Math.floor(Date.now() / 1000)),
  'svix-signature': `v1,${btoa('x'.repeat(32))}`,
  'content-type': 'application/json',
};

for (const { name, headers, body, status } of [
  { name: 'nothing', headers: {}, body: '', status: 400 },
  {
    name: 'a forged signature',
    method: 'POST',
    headers: FORGED,
    body: '{"type":"user.deleted"}',
    status: 400,
  },
  { name: 'too much', headers: FORGED, body: 'x'.repeat(1_100_000), status: 413 },
]) {
  test(`the webhook endpoint asks nobody to sign in; ${name}: ${status}`, async () => {
    const answer = await rawRequest('portal', { path: WEBHOOK, method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers.location).toBeUndefined();
  });
}

test('whoever only looks at the webhook endpoint is told the method, not to sign in', async () => {
  expect((await rawRequest('portal', { path: WEBHOOK })).status).toBe(405);
});
