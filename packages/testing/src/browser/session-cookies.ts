import { decodeJwt } from '@clerk/backend/jwt';
import type { BrowserContext } from '@playwright/test';

/** `__session`, and the same with the suffix of the instance. */
export const SESSION_COOKIE = /^__session(_[\w-]+)?$/;

/** Set when somebody signs in, on the domain that the apps share; the suffix is that of the instance. */
const CLIENT_COOKIE = /^__client_uat/;

/** The claims of the session token that a browser keeps for an origin; nothing is verified. Undefined: it keeps none. */
export async function sessionClaims(
  context: BrowserContext,
  origin: string,
): Promise<{ azp?: string; sub: string } | undefined> {
  const session = (await context.cookies(origin)).find(({ name }) => SESSION_COOKIE.test(name));
  if (!session?.value) return undefined;
  const { azp, sub } = decodeJwt(session.value).payload;
  return { sub, ...(azp !== undefined && { azp }) };
}

/** What a browser would send as `Cookie` to an address. */
export async function cookieHeader(context: BrowserContext, url: string): Promise<string> {
  return (await context.cookies(url)).map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** The same with another session token, under every name that the session cookie has. */
export async function cookieHeaderWith(context: BrowserContext, url: string, token: string): Promise<string> {
  const others = (await context.cookies(url)).filter(({ name }) => !SESSION_COOKIE.test(name));
  const names = others
    .filter(({ name }) => CLIENT_COOKIE.test(name))
    .map(({ name }) => name.replace('__client_uat', '__session'));
  return [
    ...others.map(({ name, value }) => `${name}=${value}`),
    ...names.map((name) => `${name}=${token}`),
  ].join('; ');
}
