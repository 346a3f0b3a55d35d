import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { accountMenu } from '../fixtures/account-corner.ts';
import { urlOf } from '../fixtures/addresses.ts';
import { backend } from '../fixtures/backend-api.ts';
import { watchDocuments } from '../fixtures/documents.ts';
import { bringToFront, useRealFocus } from '../fixtures/real-focus.ts';
import { expect, test } from '../fixtures/test.ts';

/** Creates an organization that the user administers. */
async function createOrganization(userId: string, name: string) {
  const slug = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}`;
  return backend().organizations.createOrganization({ name, slug, createdBy: userId });
}

/** The active organization as the server of the page's app reads it from the page's cookie. */
async function activeSlug(page: Page): Promise<string | null> {
  const me: { organization: { slug: string } | null } = await page.evaluate(async () =>
    (await fetch('/api/me')).json(),
  );
  return me.organization?.slug ?? null;
}

test('a URL makes its organization the active one, without a redirect', async ({
  signedInPage: page,
  user,
}) => {
  const north = await createOrganization(user.userId, 'North');
  const documents = watchDocuments(page);
  await page.goto(urlOf('platform', `/orgs/${north.slug}`));
  await expect(page.getByRole('heading', { name: 'North', level: 1 })).toBeVisible();
  expect(await activeSlug(page)).toBe(north.slug);
  await page.goto(urlOf('platform', '/personal'));
  await expect(page.getByRole('heading', { name: 'Personal workspace' })).toBeVisible();
  expect(await activeSlug(page)).toBeNull();
  expect(documents.filter(({ status }) => status >= 300)).toEqual([]);
});

test.describe('in two tabs', () => {
  // The form of one tab may be sent with the token of the other; the server refuses it once, and it is sent again.
  test.use({ expectedConsoleErrors: [/status of 401 .*\/orgs\//] });

  test('two tabs work in two organizations at once, and what each adds stays in its own', async ({
    signedInPage: page,
    context,
    user,
  }) => {
    const north = await createOrganization(user.userId, 'North');
    const south = await createOrganization(user.userId, 'South');
    await useRealFocus(context);
    const other = await context.newPage();
    for (const [tab, { slug, name }] of [
      [page, north],
      [other, south],
    ] as const) {
      await bringToFront(tab);
      await tab.goto(urlOf('platform', `/orgs/${slug}`));
      await expect(tab.getByRole('heading', { name, level: 1 })).toBeVisible();
    }

    for (const [tab, name] of [
      [page, 'For the north'],
      [other, 'For the south'],
    ] as const) {
      await bringToFront(tab);
      await accountMenu(tab).waitFor();
      await tab.getByLabel('Name').fill(name);
      await tab.getByLabel('Hours a week').fill('8');
      await tab.getByRole('button', { name: 'Add project' }).click();
      await expect(tab.getByText(`Added “${name}”.`)).toBeVisible();
    }
    await bringToFront(page);
    await page.reload();
    await expect(page.getByRole('rowheader', { name: 'For the north' })).toBeVisible();
    await expect(page.getByText('For the south')).toHaveCount(0);
    // clerk-js begins with the organization chosen last in any tab.
    await expect.poll(() => activeSlug(page)).toBe(north.slug);
  });
});

test('links between workspaces lead to the one they name', async ({ signedInPage: page, user }) => {
  const north = await createOrganization(user.userId, 'North');
  const south = await createOrganization(user.userId, 'South');
  await page.goto(urlOf('platform', `/orgs/${north.slug}`));
  const nav = page.getByRole('navigation', { name: 'Workspaces' });
  await nav.getByRole('link', { name: 'South' }).click();
  await expect(page.getByRole('heading', { name: 'South', level: 1 })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`/orgs/${south.slug}`);
  expect(await activeSlug(page)).toBe(south.slug);
  await nav.getByRole('link', { name: 'Personal' }).click();
  await expect(page.getByRole('heading', { name: 'Personal workspace' })).toBeVisible();
  expect(await activeSlug(page)).toBeNull();
});

test.describe('an organization that the user is not a member of', () => {
  test.use({ expectedConsoleErrors: [/status of 404/] });

  test('is not found, whether it exists or not, and the active one stays', async ({
    signedInPage: page,
    user,
  }) => {
    const north = await createOrganization(user.userId, 'North');
    await page.goto(urlOf('platform', `/orgs/${north.slug}`));
    await expect(page.getByRole('heading', { name: 'North', level: 1 })).toBeVisible();
    for (const slug of ['acme', 'no-such-organization', 'North', '%41cme']) {
      const documents = watchDocuments(page);
      await page.goto(urlOf('platform', `/orgs/${slug}/settings`));
      await expect(page.getByText('There is no page here')).toBeVisible();
      // Session sync may have answered first.
      expect(documents.at(-1)?.status, slug).toBe(404);
    }
  });

  test('a member who is removed loses it with the next token', async ({ signedInPage: page, user }) => {
    const { organizations, users } = backend();
    const owner = await users.createUser({
      emailAddress: [`owner-${randomBytes(4).toString('hex')}+clerk_test@acme.test`],
      password: `passphrase-${randomBytes(6).toString('hex')}`,
    });
    const north = await createOrganization(owner.id, 'North');
    await organizations.createOrganizationMembership({
      organizationId: north.id,
      userId: user.userId,
      role: 'org:member',
    });
    await page.goto(urlOf('platform', `/orgs/${north.slug}`));
    await expect(page.getByRole('heading', { name: 'North', level: 1 })).toBeVisible();
    await organizations.deleteOrganizationMembership({ organizationId: north.id, userId: user.userId });
    // On a blank page no clerk-js writes the old token into the cookie again.
    await page.goto('about:blank');
    await page.context().clearCookies({ name: /^__session/ });
    const documents = watchDocuments(page);
    await page.goto(urlOf('platform', `/orgs/${north.slug}`));
    await expect(page.getByText('There is no page here')).toBeVisible();
    expect(documents.at(-1)?.status).toBe(404);
  });
});
