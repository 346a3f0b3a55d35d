import { expect, test } from 'vitest';
import { isForeignWrite, senderOf } from './sender.ts';

const OWN = ['https://own.example', 'https://www.own.example'];

test.each([
  ['a page of this app', 'https://own.example', 'same-origin', 'own'],
  ['a page of its second origin', 'https://www.own.example', 'same-site', 'own'],
  ['a page of this app in a browser without metadata', 'https://own.example', null, 'own'],
  ['a page of this app with Referrer-Policy: no-referrer', 'null', 'same-origin', 'own'],
  ['a page of this app whose Origin a program removed', null, 'same-origin', 'own'],
  ['a sibling', 'https://sibling.example', 'same-site', 'foreign'],
  ['a sibling that claims the metadata of this app', 'https://sibling.example', 'same-origin', 'foreign'],
  ['another site', 'https://evil.example', 'cross-site', 'foreign'],
  ['a sandboxed page', 'null', 'cross-site', 'foreign'],
  ['a sibling with Referrer-Policy: no-referrer', 'null', 'same-site', 'foreign'],
  ['a hidden origin in a browser without metadata', 'null', null, 'foreign'],
  ['another site whose Origin a program removed', null, 'cross-site', 'foreign'],
  ['a typed address', null, 'none', 'unknown'],
  ['a program', null, null, 'unknown'],
  ['another spelling', 'https://OWN.example', null, 'foreign'],
])('%s', (_name, origin, site, sender) => {
  expect(senderOf({ origin, site, isCrossSiteForm: false }, OWN)).toBe(sender);
  expect(isForeignWrite({ isRead: false, origin, site, isCrossSiteForm: false }, OWN)).toBe(
    sender === 'foreign',
  );
  expect(isForeignWrite({ isRead: true, origin, site, isCrossSiteForm: false }, OWN)).toBe(false);
});

test('a form of another site stays one when a page of this app sends it once more', () => {
  const again = { isRead: false, origin: 'https://own.example', site: 'same-origin', isCrossSiteForm: true };
  expect([senderOf(again, OWN), isForeignWrite(again, OWN)]).toEqual(['foreign', true]);
});
