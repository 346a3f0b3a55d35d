import { describe, expect, test } from 'vitest';
import { signInUrlFor } from './app-pages.ts';
import { parseOrigin } from './origin.ts';
import { isReturnUrlTooLong, RETURN_URL_LIMIT, resolveReturnUrl } from './return-url.ts';

const PAGE = 'https://account.acme.example/sign-in';
const APP = 'https://platform.acme.example';
const signIn = (returnUrl: string) =>
  new URL(signInUrlFor({ signInUrl: PAGE }, { returnUrl, isSessionEnded: false }) ?? '');

describe('the way back from sign-in', () => {
  test.each([
    '/x?q=a%20b&c=%2F',
    '/x?path=C:\\temp',
    `/${'a'.repeat(8_000)}`,
    `/x?q=${'%F0%9F%8E%89'.repeat(600)}`,
  ])('is exactly %s', (path) => {
    const url = signIn(APP + path);
    expect(url.searchParams.get('redirect_url')).toBe(APP + path);
    expect(url.searchParams.has('return_shortened')).toBe(false);
  });

  test.each([`/${'a'.repeat(9_000)}`, `/x?q=${'&='.repeat(4_000)}`])(
    'is the front page of the app for an address that is too long, and the sign-in page is told so (%#)',
    (path) => {
      const url = signIn(APP + path);
      expect(url.searchParams.get('redirect_url')).toBe(`${APP}/`);
      expect(url.searchParams.get('return_shortened')).toBe('1');
      expect(url.href.length).toBeLessThan(12_288);
    },
  );

  test.each([-1, 0, 1])('has one limit at both ends: %i characters beyond it', (beyond) => {
    const own = parseOrigin(APP, 'test');
    const asked = `${APP}/${'a'.repeat(RETURN_URL_LIMIT + beyond - APP.length - 1)}`;
    const isTooLong = beyond > 0;
    expect(signIn(asked).searchParams.has('return_shortened')).toBe(isTooLong);
    expect(isReturnUrlTooLong(asked)).toBe(isTooLong);
    expect(resolveReturnUrl(asked, { own, known: [own], fallback: `${APP}/none` })).toBe(
      isTooLong ? `${APP}/` : asked,
    );
  });
});
