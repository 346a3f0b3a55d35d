import type { CookieSent, CookieSet, HopFacts, TokenClaims } from '../trace.ts';

/** A hop in which nothing special happens, for tests that change one thing. */
export function hopFacts(changes: Partial<HopFacts> = {}): HopFacts {
  return {
    number: 1,
    method: 'GET',
    url: 'https://platform.acme.example/',
    status: 200,
    durationMs: 5,
    location: null,
    clerkStatus: null,
    clerkReason: null,
    clerkMessage: null,
    ssoReason: null,
    contentType: 'text/html',
    cacheControl: null,
    problemCode: null,
    pageAsksFor: null,
    cookiesSent: [],
    cookiesSet: [],
    failure: null,
    ...changes,
  };
}

export function sent(
  name: string,
  value: string | null = null,
  token: CookieSent['token'] = null,
): CookieSent {
  return { name, value, token };
}

export function set(name: string, token: CookieSet['token'] = null): CookieSet {
  const base = {
    value: null,
    action: 'set',
    refusal: null,
    domain: null,
    path: '/',
    expiresInSeconds: null,
  } as const;
  return { name, token, ...base, flags: [] };
}

export function claims(changes: Partial<TokenClaims> = {}): TokenClaims {
  const iss = 'https://clerk.acme.example';
  return { azp: 'https://platform.acme.example', iss, expiresInSeconds: 60, sid: 'sess_2abcde…', ...changes };
}

/** The browser says that someone is signed in. */
export const ACTIVE = sent('__client_uat', '1763600000');
