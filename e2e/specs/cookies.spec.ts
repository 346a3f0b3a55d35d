import { sso } from '@repo/sso';
import { accountMenu } from '../fixtures/account-corner.ts';
import { APPS, urlOf } from '../fixtures/addresses.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * Cookies as Clerk sets them in production. Their Domain attribute decides which apps share them.
 *
 * Topology: one Clerk, six apps, one browser that has visited all of them.
 */

test('each cookie has the domain that it has in production, and no other', async ({
  signedInPage: page,
  context,
}) => {
  for (const app of APPS) {
    await page.goto(urlOf(app));
    await accountMenu(page).waitFor();
  }
  const cookies = await context.cookies();
  const where = (name: RegExp) =>
    cookies
      .filter((cookie) => name.test(cookie.name))
      .map(({ name, domain, httpOnly, sameSite }) => ({ name, domain, httpOnly, sameSite }));

  expect(where(/^__client$/)).toEqual([
    { name: '__client', domain: `clerk.${sso.localRootDomain}`, httpOnly: true, sameSite: 'Lax' },
  ]);
  expect(where(/^__client_uat$/)).toEqual([
    { name: '__client_uat', domain: `.${sso.localRootDomain}`, httpOnly: false, sameSite: 'Lax' },
  ]);
  expect(where(/^__client_uat_/).map(({ domain }) => domain)).toEqual([`.${sso.localRootDomain}`]);
  const hosts = APPS.map((app) => `${app}.${sso.localRootDomain}`).sort();
  expect(
    where(/^__session$/)
      .map(({ domain }) => domain)
      .sort(),
  ).toEqual(hosts);
  expect(
    where(/^__session_/)
      .map(({ domain }) => domain)
      .sort(),
  ).toEqual(hosts);
  expect(where(/handshake|redirect_count|__sso_(?!clerk_query)/)).toEqual([]);
  // Ours: names the version of clerk-js, for the next app's session sync.
  expect(where(/^__sso_/).map(({ domain }) => domain)).toEqual([`.${sso.localRootDomain}`]);
});
