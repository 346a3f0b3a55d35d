import { signInLink } from '../fixtures/account-corner.ts';
import { urlOf } from '../fixtures/addresses.ts';
import { redirectsOf, watchDocuments } from '../fixtures/documents.ts';
import { IS_FULL_RUN } from '../fixtures/full-run.ts';
import { PUBLIC_PAGES } from '../fixtures/public-pages.ts';
import { expect, test } from '../fixtures/test.ts';

/** What an anonymous visitor's browser gets. What other programs get is in `http/anonymous.spec.ts`. */

/** By default the first page of each app: the others are made of the same layout. */
const TRIED = PUBLIC_PAGES.filter(([, path]) => IS_FULL_RUN || path === '/');

for (const [app, path] of TRIED) {
  test(`${app} ${path} makes no redirect and sets no cookie in a browser`, async ({ page, context }) => {
    const documents = watchDocuments(page);
    await page.goto(urlOf(app, path));
    await expect(signInLink(page)).toBeVisible();
    expect(redirectsOf(documents)).toEqual([]);
    expect(await context.cookies()).toEqual([]);
  });
}
