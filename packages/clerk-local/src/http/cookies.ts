import { serialize } from 'hono/utils/cookie';
import type { Instance } from '../instance/instance.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const HANDSHAKE_COOKIE_SECONDS = 30;

/** `__client`: the browser's secret. Only the Clerk host gets it, and scripts cannot read it. */
export function buildClientCookie(value: string): string {
  return serialize('__client', value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: YEAR_SECONDS,
  });
}

/**
 * `__client_uat` and its suffixed copy on the root domain. It is how every app notices a sign-in on another app.
 *
 * @param uatSeconds Unix seconds; 0: signed out. Never newer than the newest token of the same response.
 */
export function buildClientUatCookies(instance: Instance, uatSeconds: number): string[] {
  return bothNames(instance, '__client_uat').map((name) =>
    serialize(name, String(uatSeconds), {
      path: '/',
      domain: instance.options.rootDomain,
      sameSite: 'Lax',
      maxAge: YEAR_SECONDS,
    }),
  );
}

/** `__session` and its suffixed copy for the app that a handshake leads to; host-only. Empty: signed out. */
export function buildSessionCookies(instance: Instance, jwt: string): string[] {
  const maxAge = jwt === '' ? 0 : YEAR_SECONDS;
  return bothNames(instance, '__session').map((name) =>
    serialize(name, jwt, { path: '/', sameSite: 'Lax', maxAge }),
  );
}

/**
 * `__refresh_<suffix>` for the app that a handshake leads to: host-only, HttpOnly. The SDK reads only the suffixed name.
 *
 * @param maxAgeSeconds Default 0: removes it.
 */
export function buildRefreshCookie({ cookieSuffix }: Instance, token: string, maxAgeSeconds = 0): string {
  return serialize(`__refresh_${cookieSuffix}`, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: maxAgeSeconds,
  });
}

export type HandshakeCookieName = '__clerk_handshake' | '__clerk_handshake_nonce';

/** Carries a handshake's result to the app's server; empty: removes it. */
export function buildHandshakeCookie(instance: Instance, name: HandshakeCookieName, value: string): string {
  return serialize(name, value, {
    path: '/',
    domain: instance.options.rootDomain,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: value === '' ? 0 : HANDSHAKE_COOKIE_SECONDS,
  });
}

/** Both names of a cookie. @source `@clerk/backend` `AuthenticateContext`: both must agree. */
export function bothNames(instance: Instance, name: string): [plain: string, suffixed: string] {
  return [name, `${name}_${instance.cookieSuffix}`];
}
