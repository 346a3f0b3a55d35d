import { accountMenu } from '../fixtures/account-corner.ts';
import { APPS, originOf, urlOf } from '../fixtures/addresses.ts';
import { IS_FULL_RUN } from '../fixtures/full-run.ts';
import { fillInReturnUrl } from '../fixtures/hostile-return-urls.ts';
import { submitForm } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';

/** The riskiest of the return URLs that `http/return-urls.spec.ts` sends, through Clerk's form in a browser. */
const RISKIEST = [
  'https://evil.test/',
  '/\\evil.test',
  'javascript:alert(1)',
  'http://evil.acme.localhost:{port}/',
  '//evil.test',
  '{app}@evil.test',
  'http://acme.localhost.evil.test/',
  '/\t/evil.test',
] as const;

/** By default one of each kind: another host, two readings of one text, a script, and a host that the registry does not name. */
const TRIED = IS_FULL_RUN ? RISKIEST : RISKIEST.slice(0, 4);

for (const value of TRIED) {
  test(`signing in with redirect_url=${JSON.stringify(value)} stays here`, async ({ page, user }) => {
    const parameters = {
      redirect_url: fillInReturnUrl(value),
      sign_in_force_redirect_url: fillInReturnUrl(value),
      sign_in_fallback_redirect_url: fillInReturnUrl(value),
    };
    await page.goto(urlOf('account', `/sign-in?${new URLSearchParams(parameters)}`));
    await submitForm(page, user);
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await accountMenu(page).waitFor();
    expect(APPS.map(originOf)).toContain(new URL(page.url()).origin);
  });
}
