import { describe, expect, test } from 'vitest';
import { explainClaims } from './explain-claims.ts';
import { explainCookies, readSentCookies } from './explain-cookies.ts';
import { type Arrival, hopsOf } from './hops.ts';

const arrival: Arrival = {
  kind: 'navigate',
  fromHost: 'docs.acme.example',
  host: 'platform.acme.example',
  redirects: 0,
  syncs: 0,
  answerMs: 41.6,
  broken: null,
};

describe('the way to the page', () => {
  test.each<{ name: string; change: Partial<Arrival>; whats: string[] }>([
    {
      name: 'a link from a sibling app',
      change: {},
      whats: ['A navigation from docs.acme.example', 'The page'],
    },
    { name: 'an address that was typed', change: { fromHost: null }, whats: ['A navigation', 'The page'] },
    {
      name: 'session sync',
      change: { syncs: 1 },
      whats: [
        'A request of this page from docs.acme.example',
        'Session sync, in place of the page',
        'A token for this origin',
        'The page, asked for again',
      ],
    },
    {
      name: 'a redirect within the app',
      change: { redirects: 1, kind: 'reload', fromHost: 'platform.acme.example' },
      whats: ['A reload', '1 redirect', 'The page'],
    },
    {
      name: 'a link within the app',
      change: { kind: 'within the app', fromHost: null, syncs: 1 },
      whats: ['A link within this app', 'The page'],
    },
  ])('$name', ({ change, whats }) => {
    expect(hopsOf({ ...arrival, ...change }).map(({ what }) => what)).toEqual(whats);
  });

  test('it names what was broken, and how many tries it took', () => {
    const hops = hopsOf({ ...arrival, syncs: 2, broken: 'after “Strip azp”' });
    expect(hops[0]?.detail).toBe('after “Strip azp”');
    expect(hops[2]?.detail).toContain('It took 2 tries.');
  });
});

describe('the cookies of a request', () => {
  test.each([
    { name: '__session_1a2B3c4D', scope: 'this host alone' },
    { name: '__client_uat', scope: 'every app of this domain' },
    { name: '__Host-sso_stale_client', scope: 'this host alone' },
    { name: '__sso_switch', scope: 'every app of this domain' },
    { name: 'theme', scope: 'not ours' },
  ])('$name: $scope', ({ name, scope }) => {
    expect(explainCookies([{ name, bytes: 1 }])[0]?.scope).toBe(scope);
  });

  test('two of one name are said to be planted', () => {
    const [first, second] = explainCookies(readSentCookies('__session=a; __session=b; theme=dark'));
    expect(
      [first?.meaning, second?.meaning].every((text) => text?.startsWith('There are two of this name')),
    ).toBe(true);
    expect(first?.id).not.toBe(second?.id);
  });

  test('sizes are those that a browser counts: name and value', () => {
    expect(readSentCookies('a=1234; bé=')).toEqual([
      { name: 'a', bytes: 5 },
      { name: 'bé', bytes: 3 },
    ]);
    expect(readSentCookies(null)).toEqual([]);
  });
});

test('claims: azp first, times in words, a claim of the team’s own is said to be one', () => {
  const claims = explainClaims({
    iat: 0,
    azp: 'https://platform.acme.example',
    locale: { de: 1 },
    __raw: 'x',
  });
  expect(claims.map(({ id, value }) => [id, value])).toEqual([
    ['azp', 'https://platform.acme.example'],
    ['iat', '0 (00:00:00 UTC)'],
    ['locale', '{"de":1}'],
  ]);
  expect(claims[2]?.meaning).toContain('your own');
});
