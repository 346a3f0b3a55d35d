import type { ProxyHandler } from '@subdomain-sso/auth/proxy';
import createMiddleware from 'next-intl/middleware';
import { routing } from '../i18n/routing.ts';

const always = createMiddleware({ ...routing, localePrefix: 'always' });
const asNeeded = createMiddleware({ ...routing, localePrefix: 'as-needed' });

/** Every page has its locale in front; `/` leads to the one that fits. */
export const localesAlways: ProxyHandler = (_auth, request) =>
  isPage(request.nextUrl.pathname) ? always(request) : undefined;

/** The default locale has no prefix. One page needs a user, in every locale. */
export const localesAsNeeded: ProxyHandler = async (auth, request) => {
  const { pathname } = request.nextUrl;
  if (/^(\/de)?\/private$/.test(pathname)) await auth.protect();
  return isPage(pathname) ? asNeeded(request) : undefined;
};

/** Routes and files have no locale. */
function isPage(pathname: string): boolean {
  return !pathname.startsWith('/api/') && !/\.[a-z]+$/.test(pathname);
}
