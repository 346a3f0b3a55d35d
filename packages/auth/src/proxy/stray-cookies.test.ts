import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strayCookieDeletions } from './stray-cookies.ts';

/** As they stand in the headers of an answer. */
const bytesOf = (lines: readonly string[]) =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(`set-cookie: ${line}\r\n`), 0);
const HOST = 'platform.acme.example';
const NAMES = ['__session', '__session_abcd1234'];
const pathOf = (line: string) => /; Path=([^;]*);/.exec(line)?.[1] ?? '';

const segment = fc.stringMatching(/^[\w.~%-]{1,60}$/);
const path = fc.oneof(
  fc.array(segment, { maxLength: 40 }).map((segments) => `/${segments.join('/')}`),
  // Up to the longest request line that servers take, about 16 KB.
  fc.integer({ min: 1, max: 16_000 }).map((length) => `/${'a'.repeat(length)}`),
  fc.integer({ min: 1, max: 8_000 }).map((count) => '/a'.repeat(count)),
  fc.integer({ min: 1, max: 16_000 }).map((count) => '/'.repeat(count)),
);

describe('whatever the path is', () => {
  test('the lines take at most 2 KB, so the answer arrives; those for the whole parent domain are always there', () => {
    fc.assert(
      fc.property(path, fc.subarray(NAMES, { minLength: 1 }), (pathname, names) => {
        const lines = strayCookieDeletions(names, { host: HOST, pathname, isAmbiguous: true });
        expect(bytesOf(lines)).toBeLessThanOrEqual(2_048);
        for (const name of names)
          expect(lines).toContain(`${name}=; Path=/; Domain=acme.example; Max-Age=0; SameSite=Lax`);
      }),
    );
  });

  test('only paths above the page are named, each once', () => {
    fc.assert(
      fc.property(path, (pathname) => {
        const lines = strayCookieDeletions(['__session'], { host: HOST, pathname, isAmbiguous: true });
        expect(new Set(lines).size).toBe(lines.length);
        for (const line of lines) expect(`${pathname}/`.startsWith(pathOf(line))).toBe(true);
      }),
    );
  });

  test('the host’s own cookie stays', () => {
    fc.assert(
      fc.property(path, (pathname) => {
        const lines = strayCookieDeletions(NAMES, { host: HOST, pathname, isAmbiguous: true });
        expect(lines.filter((line) => pathOf(line) === '/' && !line.includes('Domain='))).toEqual([]);
      }),
    );
  });
});

test.each([168, 488, 1_024])('a cookie under a path of %i characters is deleted', (length) => {
  const pathname = `/${'a'.repeat(length - 1)}`;
  expect(strayCookieDeletions(['__session'], { host: HOST, pathname, isAmbiguous: true })).toContain(
    `__session=; Path=${pathname}; Domain=acme.example; Max-Age=0; SameSite=Lax`,
  );
});
