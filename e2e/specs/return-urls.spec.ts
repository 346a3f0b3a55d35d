import { APPS, originOf, urlOf } from '../fixtures/addresses.ts';
import { HOSTILE_RETURN_URLS } from '../fixtures/hostile-return-urls.ts';
import { createPerson } from '../fixtures/people.ts';
import { cookieHeader, NAVIGATION, rawRequest } from '../fixtures/raw-request.ts';
import { submitForm } from '../fixtures/sign-in.ts';
import { readStackInfo } from '../fixtures/stack.ts';
import { expect, test } from '../fixtures/test.ts';

/** Whatever stands in a return URL, nobody leaves the six known origins: on the server, in the browser, after signing in. */

const known = () => APPS.map(originOf);
const filledIn = (value: string) =>
  value
    .replaceAll('{app}', originOf('platform'))
    .replaceAll('{host}', new URL(originOf('platform')).host)
    .replaceAll('{port}', String(readStackInfo().port));

test('the corpus is worth its name', () => {
  expect(new Set(HOSTILE_RETURN_URLS).size).toBe(HOSTILE_RETURN_URLS.length);
  expect(HOSTILE_RETURN_URLS.length).toBeGreaterThanOrEqual(80);
});

/** Every name under which Clerk or we read a return URL. */
const PARAMETERS = [
  'redirect_url',
  'return_to',
  '__clerk_redirect_url',
  'after_sign_in_url',
  'sign_in_force_redirect_url',
];

for (const page of ['/sign-in', '/sign-up']) {
  test(`${page} sends a signed-in person to a known origin only`, async ({ context, signedIn }) => {
    expect(signedIn.userId).toBeTruthy();
    const headers = { ...NAVIGATION, cookie: await cookieHeader(context, 'account') };
    for (const value of HOSTILE_RETURN_URLS) {
      const paths = PARAMETERS.map((name) => `${page}?${new URLSearchParams({ [name]: filledIn(value) })}`);
      const answers = await Promise.all(paths.map((path) => rawRequest('account', { path, headers })));
      for (const [index, answer] of answers.entries()) {
        const what = `${PARAMETERS[index]}=${JSON.stringify(value)}`;
        expect([307, 308, 303], what).toContain(answer.status);
        const target = new URL(answer.headers.location ?? '', originOf('account'));
        expect(known(), `${what} led to ${target}`).toContain(target.origin);
        expect(target.pathname.startsWith('//'), `${what} led to ${target}`).toBe(false);
      }
    }
  });
}

test('a good return URL is followed', async ({ context, signedIn }) => {
  expect(signedIn.userId).toBeTruthy();
  const cookie = await cookieHeader(context, 'account');
  const target = urlOf('platform', '/dashboard?tab=2#usage');
  const path = `/sign-in?${new URLSearchParams({ redirect_url: target })}`;
  const { headers } = await rawRequest('account', { path, headers: { ...NAVIGATION, cookie } });
  expect(headers.location).toBe(target);
});

const RISKIEST = [
  'https://evil.test/',
  '//evil.test',
  '/\\evil.test',
  'javascript:alert(1)',
  '{app}@evil.test',
  'http://acme.localhost.evil.test/',
  'http://evil.acme.localhost:{port}/',
  '/\t/evil.test',
] as const;

for (const value of RISKIEST) {
  test(`signing in with redirect_url=${JSON.stringify(value)} stays here`, async ({ page }) => {
    const person = await createPerson();
    const parameters = {
      redirect_url: filledIn(value),
      sign_in_force_redirect_url: filledIn(value),
      sign_in_fallback_redirect_url: filledIn(value),
    };
    await page.goto(urlOf('account', `/sign-in?${new URLSearchParams(parameters)}`));
    await submitForm(page, person);
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    await page.getByRole('button', { name: 'Open user menu' }).waitFor();
    expect(known()).toContain(new URL(page.url()).origin);
  });
}
