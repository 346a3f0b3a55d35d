import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hostileBody, hostileParameter } from './hostile-values.fixture.ts';
import { fieldErrors, formFields, queryChoice, queryText, typedText, wholeNumber } from './read-fields.ts';

const HOURS = 'Enter 1 to 400.';
const line = typedText({ minLength: 1, maxLength: 5, lines: 'one', message: 'Use 1 to 5.' });
const text = typedText({ minLength: 0, maxLength: 20, lines: 'many', message: 'Use up to 20.' });
const hours = wholeNumber({ min: 1, max: 400, message: HOURS });
const tab = queryChoice(['1', '2', '3']);

describe('text of an address', () => {
  test.each([
    { value: ' ada ', read: 'ada' },
    { value: ['ada', 'grace'], read: 'ada' },
    { value: [], read: '' },
    { value: undefined, read: '' },
    { value: 'abcdefghi', read: 'abcde' },
    { value: 'abcd🎉', read: 'abcd' },
    { value: 'a\0b', read: 'a\0b' },
  ])('$value', ({ value, read }) => {
    expect(queryText(5).parse(value)).toBe(read);
  });
});

test.each([
  { value: '2', read: '2' },
  { value: ['3', '2'], read: '3' },
  { value: '02', read: '1' },
  { value: 'toString', read: '1' },
  { value: undefined, read: '1' },
])('a choice: $value is $read', ({ value, read }) => {
  expect(tab.parse(value)).toBe(read);
});

describe('typed text', () => {
  test.each(['a', ' abc ', 'añb', '🎉'])('%j is accepted', (value) => {
    expect(line.parse(value)).toBe(value.trim());
  });
  test.each(['', ' ', 'abcdef', undefined, 7, ['a'], new Blob(['a'])])('%j has the wrong length', (value) => {
    expect(line.safeParse(value).error?.issues[0]?.message).toBe('Use 1 to 5.');
  });
  test.each(['a\0b', 'a\nb', 'a\uD800', '\uDC00b', 'a\u001Bb'])('%j cannot be shown', (value) => {
    expect(line.safeParse(value).error?.issues[0]?.message).toBe(
      'Remove the characters that cannot be shown.',
    );
  });
  test('several lines may have tabs and line breaks, and nothing else', () => {
    expect(text.safeParse('a\tb\r\nc\n').data).toBe('a\tb\r\nc');
    expect(text.safeParse('a\0b').success).toBe(false);
    expect(text.safeParse('a\uD800').success).toBe(false);
  });
});

describe('a whole number', () => {
  test.each([1, 400, '1', ' 40 ', '0040'])('%j is accepted', (value) => {
    expect(hours.parse(value)).toBe(Number(value));
  });
  test.each([0, 401, -1, 1.5, Number.NaN, Infinity, '', '-1', '1e2', '0x10', '9'.repeat(40), null, [40]])(
    '%j is refused',
    (value) => {
      expect(hours.safeParse(value).error?.issues[0]?.message).toBe(HOURS);
    },
  );
});

test('a form with files and repeated fields is read, and what is no form is empty', () => {
  const form = new FormData();
  form.append('a', '1');
  form.append('a', '2');
  form.append('__proto__', 'x');
  expect(formFields(form).a).toBe('2');
  expect(formFields('a=1')).toEqual({});
  expect(formFields(undefined)).toEqual({});
});

test('each wrong field has one sentence', () => {
  const { error } = z.object({ line, hours }).safeParse({ line: 'abcdefg\0', hours: 'x' });
  expect(error && fieldErrors(error, ['line', 'hours'])).toEqual({ line: 'Use 1 to 5.', hours: HOURS });
});

test('no value makes a parser throw, and what is accepted can be stored', () => {
  fc.assert(
    fc.property(fc.oneof(hostileParameter(), hostileBody()), (value) => {
      expect(queryText(100).parse(value).length).toBeLessThanOrEqual(100);
      expect(['1', '2', '3']).toContain(tab.parse(value));
      const typed = text.safeParse(value).data;
      if (typed !== undefined) expect(typed).not.toMatch(/\0|\p{Surrogate}/u);
      const number = hours.safeParse(value).data;
      if (number !== undefined) expect(number >= 1 && number <= 400).toBe(true);
      formFields(value);
    }),
    { numRuns: 300 },
  );
});
