import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCookies } from './cookies.ts';
import { hasCrossSiteMark, isFirstCrossSiteForm, markCrossSite, unmarkCrossSite } from './cross-site-form.ts';

test('the mark is added once and removed without a change of the query', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (query) => {
      const search = query === '' ? '' : `?${query}`;
      const marked = markCrossSite(search);
      expect(hasCrossSiteMark(marked)).toBe(true);
      expect(markCrossSite(marked)).toBe(marked);
      expect(unmarkCrossSite(marked)).toBe(search);
    }),
  );
});

test.each([
  '',
  '?a=1',
  '?__sso_cross_site_form=1x',
  '?x__sso_cross_site_form=1',
  '?a=__sso_cross_site_form=1',
])('"%s" has no mark', (search) => {
  expect([hasCrossSiteMark(search), unmarkCrossSite(search)]).toEqual([false, search]);
});

test.each([
  ['a payment provider, without cookies', 'submission', 'cross-site', '', true],
  ['a browser without metadata', 'submission', null, 'theme=dark', true],
  ['cookies came', 'submission', 'cross-site', '__client_uat_x=0', false],
  ['a session came', 'submission', 'cross-site', '__session=x', false],
  ['a sibling app, whose cookies always come', 'submission', 'same-site', '', false],
  ['a fetch', 'call', 'cross-site', '', false],
  ['a link', 'document', 'cross-site', '', false],
] as const)('%s', (_name, kind, site, cookie, expected) => {
  const cookies = parseCookies(cookie);
  expect(isFirstCrossSiteForm({ kind, site, cookies, isForeignWrite: true })).toBe(expected);
  expect(isFirstCrossSiteForm({ kind, site, cookies, isForeignWrite: false })).toBe(false);
});
