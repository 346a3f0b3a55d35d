import { declareSkipped, type Suite } from './suite.ts';

/** Apps of staff open for members of its organization, and for nobody else. */
export function declareStaff({ test, expect, apps }: Suite): void {
  if (apps.staff.length === 0) {
    const reason = 'The registry has no app with the posture { staffOf }.';
    declareSkipped({ test }, 'apps of staff refuse a user who is not a member', reason);
  }
  for (const { app, path, staffSlug = '', noAccessPath } of apps.staff) {
    test.describe(() => {
      test.use({ as: 'outsider' });
      test(`${app} refuses a user who is not in ${staffSlug}`, async ({ page, sso }) => {
        let status = 0;
        page.on('response', (response) => {
          if (response.request().isNavigationRequest()) status = response.status();
        });
        await page.goto(sso.url(app, path));
        // Session sync responds first, and then the app.
        const isRefused = () =>
          new URL(page.url()).pathname === noAccessPath || [401, 403, 404].includes(status);
        await expect.poll(isRefused, { message: `${noAccessPath}, or a status that refuses` }).toBe(true);
      });
    });

    test.describe(() => {
      test.use({ as: 'member', organization: staffSlug });
      test(`${app} opens for a member of ${staffSlug}`, async ({ page, context, sso, account }) => {
        await page.goto(sso.url(app, path));
        await expect(page).toBeSignedInAs(account.email);
        await expect(page).toHaveURL(sso.url(app, path));
        await expect(context).toHaveTokenOf(app);
      });
    });
  }
}
