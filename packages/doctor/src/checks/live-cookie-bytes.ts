import type { StoredCookie } from '@repo/trace';
import { measureTokenBudget, SESSION_COOKIE_LIMIT_BYTES } from '@subdomain-sso/auth/token-budget';
import type { Finding, LiveCheck } from '../check.ts';
import { cookieHeaderFor } from '../live/cookie-header.ts';
import type { Site } from '../live/site.ts';

/** Proxies and platforms commonly allow 8 KiB for one header; Node.js 16 KiB for all of them together. */
const HEADER_LIMIT_BYTES = 6 * 1024;

/** @source RFC 6265bis section 5.6; Clerk docs "Session tokens" (size limitations). */
export const liveCookieBytes: LiveCheck = {
  id: 'live-cookie-bytes',
  kind: 'live',
  title: 'Cookies that are too long to arrive',
  whyItMatters:
    'A browser drops a single cookie above 4,096 bytes: the user is signed in, and no token arrives. When all cookies of a host together exceed some kilobytes, the request ends in error 431 or 494 before your code runs.',
  fix: 'Remove metadata and permissions from the session token, and cookies of other tools from the parent domain. --cookie-jar shows the cookies of a signed-in user.',
  severity: 'error',
  run: ({ sites, cookies }) =>
    sites.flatMap((site) => [...singleCookies(site), ...allCookies(site, cookies)]),
};

function singleCookies({ url, answers }: Site): readonly Finding[] {
  return answers
    .flatMap(({ setCookies }) => setCookies)
    .flatMap((header) => {
      const [pair = ''] = header.split(';', 1);
      const bytes = Buffer.byteLength(pair.replace('=', ''));
      const name = pair.split('=', 1)[0] ?? '';
      return bytes > SESSION_COOKIE_LIMIT_BYTES ? [{ saw: `${url.host} sets ${name}, ${bytes} bytes` }] : [];
    });
}

function allCookies({ url }: Site, cookies: readonly StoredCookie[]): readonly Finding[] {
  const header = cookieHeaderFor(url, cookies);
  const bytes = Buffer.byteLength(header);
  const pairs = header
    .split('; ')
    .map((pair) => ({ name: pair.split('=', 1)[0] ?? '', bytes: Buffer.byteLength(pair) }));
  const largest = pairs.toSorted((one, other) => other.bytes - one.bytes).slice(0, 3);
  const named = largest.map((pair) => `${pair.name} ${pair.bytes}`).join(', ');
  const total =
    bytes > HEADER_LIMIT_BYTES
      ? [{ saw: `${url.host} receives ${bytes} bytes of cookies; the largest are ${named}` }]
      : [];
  return [...total, ...tokenOf(url, cookies)];
}

function tokenOf(url: URL, cookies: readonly StoredCookie[]): readonly Finding[] {
  const token = cookies.find(({ name, domain }) => name === '__session' && domain === url.hostname)?.value;
  if (token === undefined) return [];
  const { status, cookieBytes, largestClaims } = measureTokenBudget(token);
  if (status === 'ok') return [];
  const claims = largestClaims.map(({ name, bytes }) => `${name} ${bytes}`).join(', ');
  const most = claims === '' ? '' : `; the largest claims are ${claims}`;
  return [
    {
      saw: `The session cookie of ${url.host} takes ${cookieBytes} of ${SESSION_COOKIE_LIMIT_BYTES} bytes${most}`,
    },
  ];
}
