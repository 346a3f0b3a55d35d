import { afterEach, expect, test, vi } from 'vitest';
import { isSignInPage, signInPageUrl } from './sign-in-page.ts';

const ACCOUNT = 'https://account.acme.example';

/** As `withSso()` writes it into the build. */
function build({ self = ACCOUNT, basePath = '', ...pages }: Readonly<Record<string, string | null>> = {}) {
  const topology = {
    own: [self],
    signInUrl: `${ACCOUNT}/sign-in`,
    signUpUrl: `${ACCOUNT}/sign-up`,
    ...pages,
  };
  vi.stubEnv('NEXT_PUBLIC_SSO_TOPOLOGY', JSON.stringify(topology));
  vi.stubEnv('NEXT_PUBLIC_SSO_BASE_PATH', basePath ?? '');
}
afterEach(() => vi.unstubAllEnvs());

test.each([
  { page: '/sign-in', url: `${ACCOUNT}/sign-in` },
  { page: '/anmelden', url: `${ACCOUNT}/anmelden` },
])('a link to sign in leads to $page, the page of the registry, and back', ({ url }) => {
  build({ signInUrl: url });
  expect(signInPageUrl('')).toBe(url);
  expect(signInPageUrl('https://docs.acme.example/a?b=c#d')).toBe(
    `${url}?redirect_url=https%3A%2F%2Fdocs.acme.example%2Fa%3Fb%3Dc%23d`,
  );
});

test('an address that is too long is shortened, with the mark that the sign-in page understands', () => {
  build();
  const url = new URL(signInPageUrl(`https://docs.acme.example/${'a'.repeat(9_000)}`) ?? '');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    redirect_url: 'https://docs.acme.example/',
    return_shortened: '1',
  });
});

test('without a deployment of the primary app there is no page to link to', () => {
  build({ signInUrl: null });
  expect(signInPageUrl('https://docs.acme.example/')).toBeUndefined();
});

test.each([
  { pathname: '/sign-in', is: true },
  { pathname: '/sign-in/factor-one', is: true },
  { pathname: '/sign-up', is: true },
  { pathname: '/sign-inside', is: false },
  { pathname: '/', is: false },
  { pathname: '/sign-in', is: false, self: 'https://docs.acme.example' },
  { pathname: '/anmelden', is: true, signInUrl: `${ACCOUNT}/anmelden` },
  { pathname: '/sign-in', is: false, signInUrl: `${ACCOUNT}/anmelden` },
  { pathname: '/sign-in', is: true, basePath: '/app', signInUrl: `${ACCOUNT}/app/sign-in` },
])('$pathname is a page to sign in on: $is', ({ pathname, is, ...app }) => {
  build(app);
  expect(isSignInPage(pathname)).toBe(is);
});
