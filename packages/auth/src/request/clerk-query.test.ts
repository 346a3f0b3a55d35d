import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clerkQueryOf } from './clerk-query.ts';

const QUERY = '__clerk_api_version=2025-11-10&_clerk_js_version=6.34.1';

test.each([
  ['as clerk-js sends it', QUERY],
  ['in another order', '_clerk_js_version=6.34.1&__clerk_api_version=2025-11-10'],
  ['with the token of a development browser', `${QUERY}&__clerk_db_jwt=dvb_secret`],
  [
    'with parameters that a sibling app chose',
    `rotating_token_nonce=x&_method=DELETE&${QUERY}&_clerk_session_id=sess_x`,
  ],
])('%s: the two versions are all that is left', (_name, query) => {
  expect(clerkQueryOf(query)).toBe(QUERY);
});

test.each([
  ['nothing', ''],
  ['one version alone', '__clerk_api_version=2025-11-10'],
  ['a version twice', `${QUERY}&_clerk_js_version=5.0.0`],
  ['a version that is none', '__clerk_api_version=2025-11-10&_clerk_js_version=javascript'],
  ['a version with more behind it', '__clerk_api_version=2025-11-10&_clerk_js_version=6%26_method=DELETE'],
  ['a line break', '__clerk_api_version=2025-11-10&_clerk_js_version=6%0D%0Ax'],
  ['15 KB', `${QUERY}&a=${'x'.repeat(15_000)}`],
])('%s is not used', (_name, query) => {
  expect(clerkQueryOf(query)).toBeUndefined();
});

describe('whatever a sibling app writes', () => {
  test('the result has exactly the two parameters, and is its own result', () => {
    const pair = fc.tuple(
      fc.oneof(
        fc.constantFrom('__clerk_api_version', '_clerk_js_version', '__clerk_db_jwt', '_method'),
        fc.string(),
      ),
      fc.oneof(fc.constantFrom('6.34.1', '2025-11-10'), fc.string()),
    );
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const result = clerkQueryOf(new URLSearchParams(pairs).toString());
        if (result === undefined) return;
        expect(result).toMatch(/^__clerk_api_version=\d[\w.-]*&_clerk_js_version=\d[\w.-]*$/);
        expect(clerkQueryOf(result)).toBe(result);
      }),
    );
  });
});
