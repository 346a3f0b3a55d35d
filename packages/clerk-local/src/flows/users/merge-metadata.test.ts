import { expect, test } from 'vitest';
import { mergeMetadata } from './merge-metadata.ts';

test.each([
  { name: 'new keys are added', change: { b: 2 }, result: { a: 1, deep: { x: 1, y: 2 }, b: 2 } },
  { name: 'objects are merged deeply', change: { deep: { y: 3 } }, result: { a: 1, deep: { x: 1, y: 3 } } },
  { name: 'null removes a key', change: { a: null }, result: { deep: { x: 1, y: 2 } } },
  { name: 'null removes a nested key', change: { deep: { x: null } }, result: { a: 1, deep: { y: 2 } } },
  { name: 'an array replaces', change: { deep: [1] }, result: { a: 1, deep: [1] } },
  {
    name: 'nulls of a new object are not kept',
    change: { c: { d: null, e: 1 } },
    result: { a: 1, deep: { x: 1, y: 2 }, c: { e: 1 } },
  },
])('$name', ({ change, result }) => {
  expect(mergeMetadata({ a: 1, deep: { x: 1, y: 2 } }, change)).toEqual(result);
});

test('a key called __proto__ is a key, not a prototype', () => {
  mergeMetadata({}, JSON.parse('{"__proto__":{"isAdmin":true}}'));
  expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
});
