import { hostileReturnUrls } from '@subdomain-sso/testing/hostile-return-urls';
import { APPS, originOf, urlOf } from '../../fixtures/addresses.ts';
import { IS_FULL_RUN } from '../../fixtures/full-run.ts';
import { signInOverHttp } from '../../fixtures/http-session.ts';
import { expect, test } from '../../fixtures/http-test.ts';
import { NAVIGATION, rawRequest } from '../../fixtures/raw-request.ts';

/** Whatever a return URL contains, the server redirects to one of the six known origins only. */

/** Every name under which Clerk or this repository reads a return URL. */
const PARAMETERS = [
  'redirect_url',
  'return_to',
  '__clerk_redirect_url',
  'after_sign_in_url',
  'sign_in_force_redirect_url',
];

/** By default the whole list once, and some of it under each name on each page: all of them go through one function. */
function valuesFor(page: string, parameter: string): readonly string[] {
  const all = hostileReturnUrls(originOf('platform'));
  if (IS_FULL_RUN || (page === '/sign-in' && parameter === 'redirect_url')) return all;
  return all.filter((_value, index) => index % 20 === 0);
}

for (const page of ['/sign-in', '/sign-up']) {
  test(`${page} sends a signed-in user to a known origin only`, async ({ user }) => {
    const session = await signInOverHttp(user);
    const known = APPS.map(originOf);
    for (const parameter of PARAMETERS) {
      const headers = { ...NAVIGATION, cookie: await session.cookieFor('account') };
      const answers = await Promise.all(
        valuesFor(page, parameter).map(async (value) => {
          const query = new URLSearchParams({ [parameter]: value });
          const answer = await rawRequest('account', { path: `${page}?${query}`, headers });
          return { what: `${parameter}=${JSON.stringify(value)}`, answer };
        }),
      );
      for (const { what, answer } of answers) {
        expect([307, 308, 303], what).toContain(answer.status);
        const target = new URL(answer.headers.location ?? '', originOf('account'));
        expect(known, `${what} led to ${target}`).toContain(target.origin);
        expect(target.pathname.startsWith('//'), `${what} led to ${target}`).toBe(false);
      }
    }
  });
}

test('a good return URL is followed', async ({ user }) => {
  const cookie = await (await signInOverHttp(user)).cookieFor('account');
  const target = urlOf('platform', '/dashboard?tab=2#usage');
  const path = `/sign-in?${new URLSearchParams({ redirect_url: target })}`;
  const { headers } = await rawRequest('account', { path, headers: { ...NAVIGATION, cookie } });
  expect(headers.location).toBe(target);
});

/** A link that somebody wrote: no proxy has shortened it. */
const TOO_LONG = `/dashboard?q=${'a'.repeat(9_000)}`;

for (const page of ['/sign-in', '/sign-up']) {
  const path = () => `${page}?${new URLSearchParams({ redirect_url: urlOf('platform', TOO_LONG) })}`;

  test(`${page} says that a return URL is too long, and where it leads instead`, async ({ user }) => {
    const anonymous = await rawRequest('account', { path: path(), headers: NAVIGATION });
    expect(anonymous.body).toContain('too long to come back to');
    const cookie = await (await signInOverHttp(user)).cookieFor('account');
    const signedIn = await rawRequest('account', { path: path(), headers: { ...NAVIGATION, cookie } });
    expect(signedIn.body).toContain('too long to come back to');
    expect(signedIn.body).toContain(`href="${originOf('platform')}/"`);
  });
}
