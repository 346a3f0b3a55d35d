import { declareSkipped, type Suite } from './suite.ts';

/** One sign-in is known to every app, and each app holds a token of its own. */
export function declareOneSignIn({ test, expect, apps }: Suite): void {
  const others = apps.open.filter(({ app }) => app !== apps.primary);
  const title = `signed in once on ${apps.primary}: the same user on every app, without a prompt, each app its own token`;
  if (others.length === 0) {
    declareSkipped({ test }, title, 'The registry has no second app that every user may open.');
    return;
  }
  test.describe(() => {
    test.use({ as: 'owner' });
    test(title, async ({ page, context, sso, account }) => {
      for (const { app, path } of apps.open) {
        await test.step(app, async () => {
          await page.goto(sso.url(app, path));
          await expect(page).toBeSignedInAs(account.email);
          await expect(page).toHaveURL(sso.url(app, path));
          await expect(context).toHaveTokenOf(app);
        });
      }
    });
  });
}
