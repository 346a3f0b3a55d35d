import type { Origin } from './origin.ts';

/** Longer than any page of ours; browsers and proxies cut URLs from about 2,000 characters on. */
const MAX_LENGTH = 2_000;

/**
 * Turns a `redirect_url` or `return_to` that a stranger may have written into a URL that is certainly ours.
 * The only way any app turns a parameter into a redirect.
 *
 * @param value Untrusted: a path such as `/dashboard?tab=2#usage`, an absolute URL, or anything else.
 * @param own The origin a path is resolved against.
 * @param known Every origin a redirect may go to; compared whole, never by suffix.
 * @param fallback What to answer when the value is refused; absolute.
 * @returns An absolute URL on one of `known`, or `fallback`. Whether the page exists is not checked.
 * @source WHATWG URL "basic URL parser" (backslash, tab and newline handling); CWE-601.
 */
export function resolveReturnUrl(
  value: unknown,
  own: Origin,
  known: readonly Origin[],
  fallback: string,
): string {
  if (typeof value !== 'string' || value === '' || value.length > MAX_LENGTH) return fallback;
  // Parsers drop tabs and newlines and read "\" as "/": what is checked must be what is followed.
  if (/[\p{Cc}\p{Cf}\p{Z}\\]/u.test(value)) return fallback;
  if (!/^(\/(?!\/)|https?:\/\/(?!\/))/i.test(value)) return fallback;
  if (!URL.canParse(value, own)) return fallback;
  const url = new URL(value, own);
  if (url.username || url.password || /^[^/?#]*:\/\/[^/?#]*@/.test(value)) return fallback;
  // A path that begins with two slashes is a host to whoever reads it as a relative reference later.
  if (url.pathname.startsWith('//')) return fallback;
  return known.some((origin) => origin === url.origin) ? url.href : fallback;
}
