import { submitSignIn } from '../browser/sign-in.ts';
import { declareSkipped, type Suite } from './suite.ts';

/** After signing in, a user is back at the exact address that asked for it. */
export function declareReturnAddress({ test, expect, apps, selectors }: Suite): void {
  const [target] = apps.protected;
  const title = 'a user who has to sign in is back at the exact address afterwards: path, query and hash';
  if (!target) {
    declareSkipped({ test }, title, 'The registry has no app with the posture "protected".');
    return;
  }
  test(title, async ({ page, sso, account }) => {
    test.skip(!sso.signIn.isOwn, `Users sign in on ${sso.signIn.url}, which is no page of these apps.`);
    const { email, password } = account;
    test.skip(password === undefined, `The account ${email} has no password.`);
    const address = sso.url(target.app, `${target.path}?tab=2&next=%2Fa%3Fb#part`);
    await page.goto(address);
    await expect(page).toHaveURL(({ origin, pathname }) => `${origin}${pathname}`.startsWith(sso.signIn.url));
    await submitSignIn(page, { email, password: password ?? '' }, selectors);
    const withoutHash = address.replace(/#.*/, '');
    await page.waitForURL(({ href }) => href.replace(/#.*/, '') === withoutHash);
    await expect(page).toBeSignedInAs(email);
    const advice = 'the hash is kept where <ReturnUrlFragment /> is on the sign-in page';
    expect(page.url(), advice).toBe(address);
  });
}
