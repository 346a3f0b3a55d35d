import { NAVIGATION } from '../http/send.ts';
import { declareSkipped, type Suite } from './suite.ts';

/** Pages for everybody open without a sign-in; the others lead to it. */
export function declareAnonymous({ test, expect, apps }: Suite): void {
  const forEverybody = apps.pages.filter(({ opensFor }) => opensFor === 'everybody');
  if (forEverybody.length === 0) {
    const reason = 'The registry has no app with the posture "public" or "mixed".';
    declareSkipped({ test }, 'pages for everybody open for an anonymous user', reason);
  }
  for (const { app, path, isPublic } of forEverybody) {
    test(`${app} opens for an anonymous user`, async ({ page, sso, send }) => {
      const answer = await page.goto(sso.url(app, path));
      expect(answer?.status()).toBe(200);
      expect(page.url()).toBe(sso.url(app, path));
      if (!isPublic) return;
      const { status, headers } = await send(sso.url(app, path), NAVIGATION);
      expect([status, headers['set-cookie']], 'a public page sets no cookie').toEqual([200, undefined]);
    });
  }
  for (const { app, path } of apps.pages.filter(({ opensFor }) => opensFor !== 'everybody')) {
    test(`${app} leads an anonymous user to the sign-in page`, async ({ page, sso }) => {
      await page.goto(sso.url(app, path));
      await expect(page).toHaveURL(({ origin, pathname }) =>
        `${origin}${pathname}`.startsWith(sso.signIn.url),
      );
    });
  }
}
