import { signInLink } from '../fixtures/account-corner.ts';
import { urlOf } from '../fixtures/addresses.ts';
import { redirectsOf, watchDocuments } from '../fixtures/documents.ts';
import { PUBLIC_PAGES } from '../fixtures/public-pages.ts';
import { expect, test } from '../fixtures/test.ts';

/** What an anonymous visitor's browser gets. What other programs get is in `http/anonymous.spec.ts`. */

for (const [app, path] of PUBLIC_PAGES) {
  test(`${app} ${path} makes no redirect and sets no cookie in a browser`, async ({ page, context }) => {
    const documents = watchDocuments(page);
    await page.goto(urlOf(app, path));
    await expect(signInLink(page)).toBeVisible();
    expect(redirectsOf(documents)).toEqual([]);
    expect(await context.cookies()).toEqual([]);
  });
}
