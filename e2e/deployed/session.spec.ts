import { type AppName, sso } from '@repo/sso';
import { accountMenu } from '../fixtures/account-corner.ts';
import { APPS } from '../fixtures/addresses.ts';
import { sessionClaims } from '../fixtures/session-claims.ts';
import { expect, test } from './deployed-test.ts';
import { deployedOrigin, STORAGE_STATE } from './deployment.ts';

/** Apps that every signed-in user may open, with a page of theirs. Handbook is for staff, and the user of the run is not staff. */
const OPEN: readonly { readonly app: AppName; readonly path: string }[] = [
  { app: 'account', path: '/' },
  { app: 'platform', path: '/dashboard' },
  { app: 'portal', path: '/' },
  { app: 'docs', path: '/' },
  { app: 'academy', path: '/' },
];

/** Apps whose home page is public. */
const READABLE = APPS.filter((app) => ['public', 'mixed'].includes(String(sso.apps[app].posture)));

test.describe('signed in once on account', { tag: '@deployed' }, () => {
  test.use({ storageState: STORAGE_STATE });

  for (const { app, path } of OPEN) {
    test(`${app} shows the user, and holds a token that names ${app}`, async ({ page, context }) => {
      const origin = deployedOrigin(app);
      await page.goto(origin + path);
      await accountMenu(page).waitFor();
      expect(new URL(page.url()).origin).toBe(origin);
      expect(await sessionClaims(context, origin)).toMatchObject({ azp: origin });
    });
  }

  test('a sibling’s token is not accepted as a bearer token, unless the sibling is a declared caller', async ({
    page,
  }) => {
    const answers: Record<string, number> = {};
    for (const app of ['academy', 'docs'] as const) {
      await page.goto(deployedOrigin(app));
      await accountMenu(page).waitFor();
      const token = await page.evaluate(() => window.Clerk?.session?.getToken({ skipCache: true }));
      await page.goto(`${deployedOrigin('platform')}/dashboard`);
      await accountMenu(page).waitFor();
      // Sent by the page: Playwright's own requests would write the token into a report when they fail.
      answers[app] = await page.evaluate(async (bearer) => {
        const headers = { authorization: `Bearer ${bearer}` };
        return (await fetch('/api/me', { headers, credentials: 'omit' })).status;
      }, token);
    }
    expect(answers).toEqual({ academy: 200, docs: 401 });
  });
});

test.describe('an anonymous visitor', { tag: '@deployed' }, () => {
  test('is redirected from a protected page to sign in on account, with the way back in the URL', async ({
    page,
  }) => {
    await page.goto(`${deployedOrigin('platform')}/dashboard?tab=2`);
    await expect(page).toHaveURL(
      (url) => url.origin === deployedOrigin('account') && url.pathname === '/sign-in',
    );
    expect(page.url()).toContain(encodeURIComponent(`${deployedOrigin('platform')}/dashboard?tab=2`));
  });

  for (const app of READABLE) {
    test(`${app} answers with its headers, and without a header that names Next`, async ({ page }) => {
      const headers = (await page.goto(deployedOrigin(app)))?.headers() ?? {};
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['x-powered-by']).toBeUndefined();
    });
  }
});
