import { Cookie, CookieJar, MemoryCookieStore } from 'tough-cookie';
import type { SameSite, StoredCookie } from './stored-cookie.ts';

/** Chromium and Firefox drop a cookie whose name and value are longer together. @source RFC 6265bis section 5.6. */
const MAX_COOKIE_BYTES = 4096;

/** The cookies of one browser, stored by its rules. */
export interface BrowserCookies {
  /** The cookies a navigation to `url` carries, in the order of the Cookie header. */
  sentTo(url: URL): Promise<readonly StoredCookie[]>;
  /**
   * Stores one Set-Cookie line.
   *
   * @returns Why a browser would refuse it; null: it was stored.
   */
  receive(line: string, url: URL): Promise<string | null>;
  /** Every cookie that has not expired, in a stable order. */
  all(): Promise<readonly StoredCookie[]>;
}

/**
 * Creates a browser's cookies: RFC 6265, public suffixes, and http on `*.localhost` treated as secure, as browsers do.
 *
 * @param initial What it starts with; expired ones are dropped.
 * @source RFC 6265 section 5.3; W3C Secure Contexts (localhost is potentially trustworthy).
 */
export async function createBrowserCookies(
  initial: readonly StoredCookie[],
  nowMs: () => number = Date.now,
): Promise<BrowserCookies> {
  const store = new MemoryCookieStore();
  const jar = new CookieJar(store, { prefixSecurity: 'strict' });
  for (const [index, cookie] of initial.entries()) await store.putCookie(toLibraryCookie(cookie, index));
  return {
    sentTo: async (url) => (await jar.getCookies(url.href)).map(toStoredCookie),
    async receive(line, url) {
      const cookie = Cookie.parse(line);
      if (!cookie) return 'it is malformed';
      const refusal = refusalBeside(cookie, url);
      if (refusal !== null) return refusal;
      try {
        await jar.setCookie(withAbsoluteExpiry(cookie, nowMs()), url.href);
        return null;
      } catch (error) {
        return error instanceof Error ? readRefusal(error.message) : 'it breaks a cookie rule';
      }
    },
    async all() {
      const cookies = (await store.getAllCookies()).map(toStoredCookie);
      return cookies.filter(({ expiresAtSeconds: at }) => at === null || at * 1000 > nowMs());
    },
  };
}

/** Rules of browsers that the library does not know. */
function refusalBeside(cookie: Cookie, url: URL): string | null {
  if (cookie.cdomain() === 'localhost' && url.hostname !== 'localhost')
    return 'Domain=localhost covers every local site; browsers treat it as a public suffix';
  if (Buffer.byteLength(cookie.key + cookie.value) > MAX_COOKIE_BYTES)
    return `name and value are longer than ${MAX_COOKIE_BYTES} bytes`;
  if (cookie.sameSite === 'none' && !cookie.secure) return 'SameSite=None needs Secure';
  return null;
}

/** The library counts Max-Age from the last time the cookie was sent, so a cookie that is sent often would never expire. */
function withAbsoluteExpiry(cookie: Cookie, nowMs: number): Cookie {
  if (cookie.maxAge === null) return cookie;
  const seconds = typeof cookie.maxAge === 'number' ? cookie.maxAge : 0;
  cookie.expires = new Date(seconds <= 0 ? 0 : Math.min(nowMs + seconds * 1000, LATEST_MS));
  cookie.maxAge = null;
  return cookie;
}

/** The last instant a Date can hold. */
const LATEST_MS = 8.64e15;

function readRefusal(message: string): string {
  if (message.includes('public suffix')) return 'its Domain is a public suffix, which many sites share';
  if (message.includes("not in this host's domain")) return 'its Domain is not one of this host';
  if (message.includes('not a secure connection')) return 'it is Secure, and this is plain http';
  if (message.includes('prefix'))
    return 'it lacks an attribute that its __Host- or __Secure- prefix requires';
  return 'it breaks a cookie rule';
}

function toLibraryCookie(cookie: StoredCookie, index: number): Cookie {
  const { expiresAtSeconds } = cookie;
  return new Cookie({
    key: cookie.name,
    value: cookie.value,
    domain: cookie.domain,
    hostOnly: cookie.isHostOnly,
    path: cookie.path,
    secure: cookie.isSecure,
    httpOnly: cookie.isHttpOnly,
    expires: expiresAtSeconds === null ? 'Infinity' : new Date(expiresAtSeconds * 1000),
    sameSite: cookie.sameSite?.toLowerCase(),
    creation: new Date(index),
  });
}

const SAME_SITE: Readonly<Record<string, SameSite>> = { strict: 'Strict', lax: 'Lax', none: 'None' };

function toStoredCookie(cookie: Cookie): StoredCookie {
  const { expires } = cookie;
  return {
    name: cookie.key,
    value: cookie.value,
    domain: cookie.cdomain() ?? '',
    isHostOnly: cookie.hostOnly === true,
    path: cookie.path ?? '/',
    isSecure: cookie.secure,
    isHttpOnly: cookie.httpOnly,
    expiresAtSeconds: expires instanceof Date ? expires.getTime() / 1000 : null,
    sameSite: SAME_SITE[cookie.sameSite ?? ''] ?? null,
  };
}
