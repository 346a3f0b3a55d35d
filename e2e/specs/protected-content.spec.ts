import { accountMenu } from '../fixtures/account-corner.ts';
import { urlOf } from '../fixtures/addresses.ts';
import { type BuiltRoute, readBuiltRoutes } from '../fixtures/built-routes.ts';
import { chooseOrganization } from '../fixtures/choose-organization.ts';
import { PROTECTED_APPS, pageSecret } from '../fixtures/protected-pages.ts';
import { cookieHeader, NAVIGATION, rawRequest } from '../fixtures/raw-request.ts';
import { signInByTicket } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';
import { createUser } from '../fixtures/users.ts';

/**
 * `http/bypass.spec.ts` and `http/without-proxy.spec.ts` look for the marks of protected pages and must not find them.
 * They prove something only if the marks are on those pages for users who may see them.
 */

for (const app of PROTECTED_APPS) {
  test(`each protected page of ${app} shows its mark to a user who may see it`, async ({ page, context }) => {
    await signInByTicket(page, await createUser({ organization: 'acme' }));
    await chooseOrganization(page, 'Acme');
    for (const { path } of readBuiltRoutes(app).toSorted((a, b) => rank(a) - rank(b))) {
      const secret = pageSecret(app, path);
      if (secret.kind !== 'mark' || secret.needs !== undefined) continue;
      if (!path.startsWith('/api/')) {
        await page.goto(urlOf(app, path));
        await accountMenu(page).waitFor();
      }
      const cookie = await cookieHeader(context, app, path);
      const answer = await rawRequest(app, { path, headers: { ...NAVIGATION, cookie } });
      expect([app, path, answer.status, answer.body.includes(secret.words)]).toEqual([app, path, 200, true]);
    }
  });
}

/** Pages come first: an API route accepts the token that a page has left in the browser. */
const rank = ({ path }: BuiltRoute) => Number(path.startsWith('/api/'));
