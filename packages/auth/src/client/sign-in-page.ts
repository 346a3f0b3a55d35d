import { builtBasePath, readTopology } from '../environment/build-env.ts';
import { signInUrlFor } from '../registry/app-pages.ts';

/**
 * The sign-in page of `sso.config.ts` that leads back to a page, for links in the browser. An address that is too long is
 * shortened here as it is in the proxy, and the sign-in page says so.
 *
 * @param returnUrl Absolute, such as `window.location.href`; empty: sign-in leads to the page that it leads to by itself.
 * @returns Absolute URL; undefined where the primary app has no deployment in this environment.
 */
export function signInPageUrl(returnUrl: string): string | undefined {
  return signInUrlFor(readTopology(), { returnUrl, isSessionEnded: false });
}

/**
 * Whether a page of this app is the sign-in or sign-up page, or a step of one.
 *
 * @param pathname As `usePathname()` has it, without base path.
 */
export function isSignInPage(pathname: string): boolean {
  const { own, signInUrl, signUpUrl } = readTopology();
  const here = `${own[0]}${builtBasePath()}${pathname}`;
  return [signInUrl, signUpUrl].some(
    (page) => page !== null && (here === page || here.startsWith(`${page}/`)),
  );
}
