import { Cookie } from 'tough-cookie';
import type { StoredCookie } from '../cookies/stored-cookie.ts';
import type { ReceivedCookie } from '../follow-url.ts';
import type { Redact } from '../redact.ts';
import type { CookieSent, CookieSet } from '../trace.ts';
import { readToken } from './read-token.ts';

/** What may be shown of a cookie that a request carried. */
export function readCookieSent({ name, value }: StoredCookie, redact: Redact, nowMs: number): CookieSent {
  return { name: redact(name), ...readValue(name, value, redact, nowMs) };
}

/** What may be shown of a Set-Cookie line. */
export function readCookieSet(received: ReceivedCookie, redact: Redact, nowMs: number): CookieSet {
  const cookie = Cookie.parse(received.line) ?? new Cookie({ key: '(malformed)' });
  const expiresInSeconds = readExpiry(cookie, nowMs);
  const isCleared = expiresInSeconds !== null && expiresInSeconds <= 0;
  return {
    name: redact(cookie.key),
    ...readValue(cookie.key, cookie.value, redact, nowMs),
    action: received.refusal !== null ? 'refused' : isCleared ? 'cleared' : 'set',
    refusal: received.refusal,
    domain: cookie.domain ? redact(cookie.domain) : null,
    path: cookie.path ? redact(cookie.path) : null,
    expiresInSeconds,
    flags: readFlags(cookie),
  };
}

/** Whether a cookie's value is a plain number that explains Clerk's decisions and gives access to nothing. */
export function isShownValue(name: string, value: string): boolean {
  return /^(__client_uat(_.*)?|__clerk_redirect_count)$/.test(name) && /^\d{1,12}$/.test(value);
}

function readValue(
  name: string,
  value: string,
  redact: Redact,
  nowMs: number,
): Pick<CookieSent, 'value' | 'token'> {
  const isSession = /^__session(_.*)?$/.test(name) && value !== '';
  return {
    value: isShownValue(name, value) ? value : null,
    token: isSession ? readToken(value, redact, nowMs) : null,
  };
}

function readExpiry({ maxAge, expires }: Cookie, nowMs: number): number | null {
  if (typeof maxAge === 'number') return maxAge;
  if (maxAge !== null) return maxAge === 'Infinity' ? null : 0;
  return expires instanceof Date ? Math.round((expires.getTime() - nowMs) / 1000) : null;
}

const SAME_SITE_FLAGS = { strict: 'SameSite=Strict', lax: 'SameSite=Lax', none: 'SameSite=None' } as const;

function readFlags(cookie: Cookie): CookieSet['flags'] {
  const flags: CookieSet['flags'] = [];
  if (cookie.secure) flags.push('Secure');
  if (cookie.httpOnly) flags.push('HttpOnly');
  const { sameSite } = cookie;
  if (sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none')
    flags.push(SAME_SITE_FLAGS[sameSite]);
  return flags;
}
