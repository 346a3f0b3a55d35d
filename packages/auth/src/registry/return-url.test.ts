import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseOrigin } from './origin.ts';
import { isReturnUrlTooLong, RETURN_URL_LIMIT, resolveReturnUrl } from './return-url.ts';

const own = parseOrigin('https://account.acme.example', 'test');
const platform = parseOrigin('https://platform.acme.example', 'test');
const fallback = 'https://account.acme.example/';
const resolve = (value: unknown) => resolveReturnUrl(value, { own, known: [own, platform], fallback });

describe('a return URL on one of our origins is used', () => {
  test.each([
    { value: '/profile', url: 'https://account.acme.example/profile' },
    { value: '/a?b=c#d', url: 'https://account.acme.example/a?b=c#d' },
    {
      value: 'https://platform.acme.example/dashboard?tab=2#usage',
      url: 'https://platform.acme.example/dashboard?tab=2#usage',
    },
    { value: 'https://platform.acme.example', url: 'https://platform.acme.example/' },
    {
      value: 'https://platform.acme.example/?next=https://evil.test/',
      url: 'https://platform.acme.example/?next=https://evil.test/',
    },
    { value: 'https://platform.acme.example/@someone', url: 'https://platform.acme.example/@someone' },
    { value: '/a?path=C:\\temp\\x#\\y', url: 'https://account.acme.example/a?path=C:\\temp\\x#\\y' },
    { value: `/${'a'.repeat(8_191)}`, url: `https://account.acme.example/${'a'.repeat(8_191)}` },
    { value: 'HTTPS://Platform.Acme.Example/x', url: 'https://platform.acme.example/x' },
  ])('$value', ({ value, url }) => {
    expect(resolve(value)).toBe(url);
  });
});

describe('any other value leads to the fallback', () => {
  test.each([
    undefined,
    null,
    7,
    {},
    ['/profile'],
    '',
    ' ',
    '.',
    'profile',
    '?a',
    '#a',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '\n//evil.test',
    ' /profile',
    'https:evil.test',
    'https:/evil.test',
    'https:///evil.test',
    'https:\\\\evil.test',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://evil.test',
    'http://platform.acme.example/',
    'https://platform.acme.example:8443/',
    'https://platform.acme.example.evil.test/',
    'https://evil.test/platform.acme.example',
    'https://evilplatform.acme.example/',
    'https://acme.example/',
    'https://new.acme.example/',
    'https://user@platform.acme.example/',
    'https://platform.acme.example@evil.test/',
    'https://:@platform.acme.example/',
    'https://@platform.acme.example/',
    'https://platform.acme.example\\@evil.test/',
    'https://platform.acme.example%2eevil.test/',
    'https://platform。acme.example.evil.test/',
    'https://рlatform.acme.example/',
    'https://platform.acme.example\u200b/',
    'https://platform.acme.example//evil.test',
    '/.//evil.test',
    '/..//evil.test',
    '/x\u0000',
    'ftp://platform.acme.example/',
    'blob:https://platform.acme.example/x',
    `/${'a'.repeat(8_192)}`,
    '/a\\b?c=\\',
    'https:\\\\evil.test?\\',
  ])('%j', (value) => {
    expect(resolve(value)).toBe(fallback);
  });
});

describe('a return URL that is too long', () => {
  const PLATFORM = 'https://platform.acme.example';
  const ofLength = (start: string, length: number) => start + 'a'.repeat(length - start.length);

  test.each([
    { value: ofLength(`${PLATFORM}/`, RETURN_URL_LIMIT + 1), url: `${PLATFORM}/` },
    { value: ofLength(`${PLATFORM}/x?q=`, 16_000), url: `${PLATFORM}/` },
    { value: ofLength(`${PLATFORM}/x#`, 16_000), url: `${PLATFORM}/` },
    { value: ofLength('/', RETURN_URL_LIMIT + 1), url: fallback },
    { value: ofLength('https://evil.test/', RETURN_URL_LIMIT + 1), url: fallback },
    { value: ofLength(`${PLATFORM}@evil.test/`, RETURN_URL_LIMIT + 1), url: fallback },
  ])('leads to the front page of its own app, and is known as one (%#)', ({ value, url }) => {
    expect(resolve(value)).toBe(url);
    expect(isReturnUrlTooLong(value)).toBe(true);
  });

  test.each([ofLength(`${PLATFORM}/`, RETURN_URL_LIMIT), '/', '', undefined, ['/a', '/b'], 7])(
    'is none of these (%#)',
    (value) => {
      expect(isReturnUrlTooLong(value)).toBe(false);
    },
  );
});

test('for any value, the result is on a known origin, and the same when resolved again', () => {
  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom(
        'http',
        'https',
        ':',
        '/',
        '//',
        '\\',
        '@',
        '.',
        '%2f',
        '%5c',
        '\t',
        '\n',
        '?',
        '#',
        ':443',
        'platform.acme.example',
        'evil.test',
        '[::1]',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(hostile, (parts) => {
      const url = resolve(parts.join(''));
      expect([own, platform]).toContain(new URL(url).origin);
      expect(new URL(url).pathname.startsWith('//')).toBe(false);
      expect(resolve(url)).toBe(url);
    }),
    { numRuns: 2_000 },
  );
});
