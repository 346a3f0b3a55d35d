import type { Origin } from './origin.ts';

/**
 * Characters of a return URL, at both ends: the app that sends a user to sign in, and the page that leads back. Servers accept
 * about 16 KiB of headers, with the cookies.
 *
 * @internal Exported for its test.
 */
export const RETURN_URL_LIMIT = 8_192;

/**
 * Whether a return URL is too long to be followed: it then leads to the front page of its app, and the page that leads back must
 * say so. The app that sends a user to sign in shortens such a URL itself; a link that somebody wrote does not.
 *
 * @param value As it came: string, string[], undefined.
 */
export function isReturnUrlTooLong(value: unknown): value is string {
  return typeof value === 'string' && value.length > RETURN_URL_LIMIT;
}

/** Where a redirect may lead. */
export interface ReturnUrlRules {
  /** The origin against which a path is resolved. */
  readonly own: Origin;
  /** Every origin a redirect may go to; compared whole, never by suffix. */
  readonly known: readonly Origin[];
  /** Absolute URL that is used when the value is refused. */
  readonly fallback: string;
}

/**
 * Turns an untrusted `redirect_url` or `return_to` into a URL that is certainly on one of our origins.
 * This is the only way in which an app turns a parameter into a redirect.
 *
 * @param value Untrusted: a path such as `/dashboard?tab=2#usage`, an absolute URL, or anything else.
 * @returns An absolute URL on one of `known`, or `fallback`. Whether the page exists is not checked. Of one that is too long: the
 *   front page.
 * @source WHATWG URL "basic URL parser" (backslash, tab and newline handling); CWE-601.
 */
export function resolveReturnUrl(value: unknown, { own, known, fallback }: ReturnUrlRules): string {
  if (typeof value !== 'string' || value === '') return fallback;
  // Parsers drop tabs and newlines, and before the query read "\" as "/": the text that is checked must be the one that is followed.
  if (/[\p{Cc}\p{Cf}\p{Z}]|^[^?#]*\\/u.test(value)) return fallback;
  if (!/^(\/(?!\/)|https?:\/\/(?!\/))/i.test(value)) return fallback;
  if (!URL.canParse(value, own)) return fallback;
  const url = new URL(value, own);
  if (url.username || url.password || /^[^/?#]*:\/\/[^/?#]*@/.test(value)) return fallback;
  // Code that reads such a path as a relative reference later would take its beginning for a host.
  if (url.pathname.startsWith('//')) return fallback;
  if (!known.some((origin) => origin === url.origin)) return fallback;
  return isReturnUrlTooLong(value) ? `${url.origin}/` : url.href;
}
