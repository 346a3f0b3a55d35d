import type { Page } from '@playwright/test';
import { cookieHeader } from '../browser/session-cookies.ts';
import { signOut } from '../browser/sign-in.ts';
import { isOpened } from '../http/read-answer.ts';
import { NAVIGATION } from '../http/send.ts';
import { declareSkipped, type Suite } from './suite.ts';

/** Signing out on one app signs out on all, and their open tabs follow. */
export function declareSignOut({ test, expect, apps }: Suite): void {
  const title = 'signing out on one app signs out on every app, and the open tabs follow';
  if (apps.open.length < 2) {
    declareSkipped({ test }, title, 'The registry has no second app that every user may open.');
    return;
  }
  test.describe(() => {
    test.use({ as: 'owner' });
    test(title, async ({ page, context, sso, account, send }) => {
      const tabs: Page[] = [];
      for (const { app, path } of apps.open) {
        const tab = tabs.length === 0 ? page : await context.newPage();
        await tab.goto(sso.url(app, path));
        await expect(tab).toBeSignedInAs(account.email);
        tabs.push(tab);
      }
      await page.bringToFront();
      await signOut(page);
      for (const tab of tabs) await expect(tab).toBeSignedOut();
      for (const { app, path } of apps.protected) {
        const url = sso.url(app, path);
        const answer = await send(url, { ...NAVIGATION, cookie: await cookieHeader(context, url) });
        expect(isOpened(answer), `${app} still opens: ${answer.status}`).toBe(false);
      }
    });
  });
}
