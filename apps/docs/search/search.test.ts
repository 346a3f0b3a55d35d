import { expect, test } from 'vitest';
import { readPages } from '../content/read-page.ts';
import { createSearch } from './search.ts';
import { buildSearchEntries } from './search-entries.ts';

const entries = await buildSearchEntries(readPages());
const search = createSearch(entries);
const pageOf = (href: string | undefined) => href?.split('#', 1)[0];

test.each([
  ['azp', '/why-azp'],
  ['loop', '/troubleshooting'],
  ['redirect loop', '/troubleshooting'],
  ['preview', '/deploying'],
  ['signed out on the server', '/troubleshooting'],
  ['works locally', '/troubleshooting'],
  ['azp_missing', '/reasons'],
  ['session_sync_needed', '/reasons'],
  ['missing_clerk_keys', '/errors'],
  ['CLERK_JWT_KEY', '/variables'],
  ['requireUser', '/exports'],
  ['sso doctor', '/doctor'],
  ['playwright', '/testing'],
  ['satellite domains', '/migrating'],
  ['SignedIn', '/older-guides'],
  ['outage', '/outages'],
  ['api key price', '/older-guides'],
  ['vercel', '/deploying'],
  ['next-forge', '/comparison'],
])('“%s” finds %s first', (query, href) => {
  expect(pageOf(search(query)[0]?.href)).toBe(href);
});

test('a word that is being typed, or mistyped, finds what was meant', () => {
  expect(pageOf(search('troublesh')[0]?.href)).toBe('/troubleshooting');
  expect(pageOf(search('playwrigth')[0]?.href)).toBe('/testing');
});

test('nothing is found for nothing', () => {
  expect(search('')).toEqual([]);
  expect(search('  ')).toEqual([]);
  expect(search('xyzzyplugh')).toEqual([]);
});

test('a result shows the words around what was found', () => {
  const [first] = search('compromised');
  expect(first?.excerpt.toLowerCase()).toContain('compromised');
  expect(first?.excerpt.length).toBeLessThan(160);
});

test('the index is small enough to be fetched when somebody searches', () => {
  expect(JSON.stringify(entries).length).toBeLessThan(250_000);
});
