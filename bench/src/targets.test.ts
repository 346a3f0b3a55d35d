import { describe, expect, test } from 'vitest';
import type { Row } from './summarize.ts';
import { checkTargets } from './targets.ts';

const good: Row = {
  scenario: 'later-link',
  mode: 'ours',
  roundTripMs: 60,
  samples: 20,
  redirects: { median: 0, max: 0 },
  documentRequests: 1,
  clerkRequests: 2,
  medianMs: 100,
  p95Ms: 120,
  ratioToSameApp: 1,
  serverSignedIn: 20,
  browserSignedIn: 20,
  azpOwn: 20,
  azpMissing: 0,
};

const missed = (rows: readonly Row[]) =>
  checkTargets(rows)
    .filter(({ isMet }) => !isMet)
    .map(({ title }) => title.split(' ').slice(0, 3).join(' '));

test('a row that keeps every promise misses none', () => {
  expect(missed([good])).toEqual([]);
});

test.each([
  {
    name: 'one redirect in one sample',
    change: { redirects: { median: 0, max: 1 } },
    expected: ['No navigation is'],
  },
  { name: 'a link just too slow', change: { ratioToSameApp: 1.151 }, expected: ['A later link'] },
  { name: 'a link just in time', change: { ratioToSameApp: 1.15 }, expected: [] },
  { name: 'one foreign azp', change: { azpOwn: 19 }, expected: ['Every token names'] },
  {
    name: 'one token without azp',
    change: { azpOwn: 19, azpMissing: 1 },
    expected: ['Every token names', 'No token without'],
  },
])('$name', ({ change, expected }) => {
  expect(missed([{ ...good, ...change }])).toEqual(expected);
});

test('rows of other packages have no targets', () => {
  expect(checkTargets([{ ...good, mode: 'bare', redirects: { median: 2, max: 2 }, azpOwn: 0 }])).toEqual([]);
});

describe('a first visit is compared with', () => {
  const visit = (mode: Row['mode'], medianMs: number | null, roundTripMs = 60): Row => ({
    ...good,
    scenario: 'first-visit',
    mode,
    medianMs,
    roundTripMs,
  });
  const find = (rows: readonly Row[]) =>
    checkTargets(rows).find(({ title }) => title.startsWith('A first visit'));

  test.each([
    { name: 'faster: met', rows: [visit('ours', 200), visit('bare', 300)], expected: true },
    { name: 'equal: missed', rows: [visit('ours', 300), visit('bare', 300)], expected: false },
    { name: 'never there: missed', rows: [visit('ours', null), visit('bare', 300)], expected: false },
    { name: 'handshake never there: met', rows: [visit('ours', 200), visit('bare', null)], expected: true },
    { name: 'without the other: not at all', rows: [visit('ours', 200)], expected: undefined },
    {
      name: 'at another distance: not at all',
      rows: [visit('ours', 200, 0), visit('bare', 300, 0)],
      expected: undefined,
    },
  ])('$name', ({ rows, expected }) => {
    expect(find(rows)?.isMet).toBe(expected);
  });
});
