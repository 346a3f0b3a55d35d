import { decodeJwt } from '@clerk/backend/jwt';
import { mintToken } from '../browser/clerk-js.ts';
import { cookieHeaderWith } from '../browser/session-cookies.ts';
import { isOpened } from '../http/read-answer.ts';
import { NAVIGATION } from '../http/send.ts';
import { declareSkipped, type Suite } from './suite.ts';

/** A token that was minted for one app opens nothing on another one. */
export function declareForeignTokens({ test, expect, apps }: Suite): void {
  if (apps.protected.length === 0) {
    const reason = 'The registry has no app with the posture "protected".';
    declareSkipped({ test }, 'a token of another app opens nothing', reason);
  }
  for (const { app, path } of apps.protected) {
    const from = apps.open.find((other) => other.app !== app);
    const title = `${app} opens nothing for a token of another app`;
    if (!from) {
      declareSkipped({ test }, title, 'The registry has no second app that every user may open.');
      continue;
    }
    test.describe(() => {
      test.use({ as: 'owner' });
      test(`${title}, in a cookie or as a bearer token`, async ({ page, context, sso, account, send }) => {
        await page.goto(sso.url(from.app, from.path));
        await expect(page).toBeSignedInAs(account.email);
        const url = sso.url(app, path);
        const token = await mintToken(page);
        expect(decodeJwt(token).payload.azp, `azp of a token of ${from.app}`).toBe(sso.origin(from.app));
        if (!apps.sharesCookieTokens) {
          const cookie = await cookieHeaderWith(context, url, token);
          const byCookie = await send(url, { ...NAVIGATION, cookie });
          expect(isOpened(byCookie), `by cookie: ${byCookie.status}`).toBe(false);
          expect(byCookie.body).not.toContain(account.email);
        }
        const byBearer = await send(url, { authorization: `Bearer ${token}` });
        const isCaller = apps.endpoints.some((each) => each.app === app && each.callers.includes(from.app));
        if (!isCaller) expect(isOpened(byBearer), `by bearer: ${byBearer.status}`).toBe(false);
        // The same request with a token of its own: what was refused above is the token alone.
        await page.goto(url);
        await expect(page).toBeSignedInAs(account.email);
        const own = await cookieHeaderWith(context, url, await mintToken(page));
        expect((await send(url, { ...NAVIGATION, cookie: own })).status, 'with its own token').toBe(200);
      });
    });
  }
}
