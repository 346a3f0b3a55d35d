import { cookieHeader } from '../browser/session-cookies.ts';
import { submitSignIn } from '../browser/sign-in.ts';
import { NAVIGATION } from '../http/send.ts';
import { hostileReturnUrls, RISKY_KINDS, riskiestReturnUrls } from '../registry/hostile-return-urls.ts';
import type { Suite } from './suite.ts';

/** Names under which Clerk reads a return URL. */
const IN_FORM = ['redirect_url', 'sign_in_force_redirect_url', 'sign_in_fallback_redirect_url'];

/** Whatever a return URL contains, it leads to an app of the registry. */
export function declareReturnUrls({ test, expect, apps, selectors }: Suite): void {
  test.describe(() => {
    test.use({ as: 'owner' });
    test('the sign-in page redirects a signed-in user to an app of the registry only, whatever redirect_url contains', async ({
      page,
      context,
      sso,
      account,
      send,
    }) => {
      test.skip(!sso.signIn.isOwn, `Users sign in on ${sso.signIn.url}, which is no page of these apps.`);
      const home = apps.open.find(({ app }) => app === apps.primary);
      await page.goto(sso.url(apps.primary, home?.path));
      await expect(page).toBeSignedInAs(account.email);
      const headers = { ...NAVIGATION, cookie: await cookieHeader(context, sso.signIn.url) };
      const led = await Promise.all(
        hostileReturnUrls(sso.origin(apps.primary)).map(async (value) => {
          const answer = await send(
            `${sso.signIn.url}?${new URLSearchParams({ redirect_url: value })}`,
            headers,
          );
          // Without one the page decides in the browser: that is what the next tests are about.
          const { location } = answer.headers;
          const origin = location === undefined ? 'none' : new URL(location, sso.signIn.url).origin;
          return { value, origin };
        }),
      );
      expect(led.filter(({ origin }) => origin !== 'none' && !sso.pageOrigins.includes(origin))).toEqual([]);
    });
  });

  for (const kind of RISKY_KINDS) {
    test(`signing in with ${kind} as the return URL ends on an app of the registry`, async ({
      page,
      sso,
      account,
    }) => {
      test.skip(!sso.signIn.isOwn, `Users sign in on ${sso.signIn.url}, which is no page of these apps.`);
      const { email, password } = account;
      test.skip(password === undefined, `The account ${email} has no password.`);
      const value = riskiestReturnUrls(sso.origin(apps.primary))[kind];
      const query = new URLSearchParams(IN_FORM.map((name) => [name, value]));
      await page.goto(`${sso.signIn.url}?${query}`);
      await submitSignIn(page, { email, password: password ?? '' }, selectors);
      await page.waitForURL(({ origin, pathname }) => !`${origin}${pathname}`.startsWith(sso.signIn.url));
      await expect(page).toBeSignedInAs(email);
      expect(sso.pageOrigins).toContain(new URL(page.url()).origin);
    });
  }
}
