import fc from 'fast-check';
import type { StoredCookie } from './stored-cookie.ts';

/** Any cookie a browser could hold. */
export function storedCookie(): fc.Arbitrary<StoredCookie> {
  return fc.record({
    name: fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}$/),
    value: fc.stringMatching(/^[!#-+\--:<-[\]-~ ]{0,30}$/),
    domain: fc.constantFrom('acme.localhost', 'clerk.acme.localhost', '127.0.0.1', 'xn--bcher-kva.example'),
    isHostOnly: fc.boolean(),
    path: fc.constantFrom('/', '/a/b', '/ä b'),
    isSecure: fc.boolean(),
    isHttpOnly: fc.boolean(),
    expiresAtSeconds: fc.option(fc.integer({ min: 1, max: 2 ** 40 })),
    sameSite: fc.constantFrom('Strict', 'Lax', 'None', null),
  });
}
