import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCookies, removeCookies } from './cookies.ts';

test('the first cookie of a name counts, and nothing is decoded', () => {
  const { values } = parseCookies('a=1; b = x=y ;a=2;; =z; c; d=%20');
  expect([...values]).toEqual([
    ['a', '1'],
    ['b', 'x=y'],
    ['d', '%20'],
  ]);
  expect(parseCookies(null).values.size).toBe(0);
});

test.each([
  { name: 'two different values', header: 'a=1; a=2', ambiguous: ['a'] },
  { name: 'a third value after two equal ones', header: 'a=1; a=1; a=2', ambiguous: ['a'] },
  { name: 'the same value twice', header: 'a=1; a=1', ambiguous: [] },
  { name: 'an empty value beside another one', header: 'a=; a=1', ambiguous: ['a'] },
  { name: 'another name with the same beginning', header: 'a=1; ab=2', ambiguous: [] },
])('$name: ambiguous names are $ambiguous', ({ header, ambiguous }) => {
  expect([...parseCookies(header).ambiguousNames]).toEqual(ambiguous);
});

describe('removing cookies', () => {
  test('keeps the others byte for byte, duplicates and encoded separators included', () => {
    const header = 'a=1; b=%3B%20a=2;a=3; c; b="x"';
    expect(removeCookies(header, (name) => name === 'a')).toBe('b=%3B%20a=2; c; b="x"');
  });

  test('no cookie of that name is left, and no other one is new', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('a', '__session'), (header, name) => {
        const left = parseCookies(removeCookies(header, (each) => each === name));
        const before = parseCookies(header);
        expect(left.values.has(name)).toBe(false);
        expect([...left.values]).toEqual([...before.values].filter(([each]) => each !== name));
      }),
    );
  });
});
