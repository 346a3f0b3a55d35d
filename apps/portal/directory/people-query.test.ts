import { hostileParameter } from '@repo/ui/hostile-values';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { peopleHref, readPeopleQuery } from './people-query.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DATE = 'Write a date as 2026-01-31.';

describe('what the address asks for', () => {
  test.each([
    { query: {}, filter: {}, problems: {} },
    { query: { search: ' ada ' }, filter: { search: 'ada' }, problems: {} },
    { query: { search: ['ada', 'grace'] }, filter: { search: 'ada' }, problems: {} },
    { query: { organization: 'acme' }, filter: { organizationSlug: 'acme' }, problems: {} },
    { query: { from: '1970-01-02' }, filter: { createdFromMs: DAY_MS }, problems: {} },
    { query: { to: '1970-01-02' }, filter: { createdBeforeMs: 2 * DAY_MS }, problems: {} },
    { query: { from: '2026-02-30' }, filter: {}, problems: { from: DATE } },
    { query: { from: 'yesterday', to: '2026-1-1' }, filter: {}, problems: { from: DATE, to: DATE } },
    {
      query: { from: '1970-01-02', to: '1970-01-01' },
      filter: { createdFromMs: DAY_MS },
      problems: { to: 'This is before the first day.' },
    },
  ])('$query', ({ query, filter, problems }) => {
    expect(readPeopleQuery(query)).toMatchObject({ filter, problems });
    expect(Object.keys(readPeopleQuery(query).filter)).toEqual(Object.keys(filter));
  });
});

test.each(['', '1', '1_', '_user_a', '1_user a', '-1_user_a', '1e3_user_a', `1_${'a'.repeat(400)}`])(
  'no page begins after %j',
  (after) => {
    expect(readPeopleQuery({ after }).after).toBeUndefined();
  },
);

test('the address of a page, parsed again, gives the same query', () => {
  const text = fc.string({ maxLength: 20 }).map((value) => value.trim());
  const after = fc.record({ createdAtMs: fc.nat(), id: fc.stringMatching(/^[\w-]{1,40}$/) });
  fc.assert(
    fc.property(text, text, after, (search, organization, cursor) => {
      const { values } = readPeopleQuery({ search, organization });
      const address = new URL(peopleHref(values, cursor), 'https://portal.acme.example');
      const read = readPeopleQuery(Object.fromEntries(address.searchParams));
      expect(read.values).toEqual(values);
      expect(read.after).toEqual(cursor);
    }),
  );
});

test('no parameters make it fail', () => {
  const address = fc.record({
    search: hostileParameter(),
    organization: hostileParameter(),
    from: hostileParameter(),
    to: hostileParameter(),
    after: hostileParameter(),
  });
  fc.assert(
    fc.property(address, (parameters) => {
      const { values, filter, after } = readPeopleQuery(parameters);
      expect(values.search.length).toBeLessThanOrEqual(100);
      const numbers = [filter.createdFromMs ?? 0, filter.createdBeforeMs ?? 0, after?.createdAtMs ?? 0];
      expect(numbers.every(Number.isSafeInteger)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
