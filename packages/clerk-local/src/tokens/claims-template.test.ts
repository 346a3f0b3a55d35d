import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderClaims, type ShortcodeValues } from './claims-template.ts';

const values: ShortcodeValues = {
  user: {
    id: 'user_ada',
    first_name: 'Ada',
    last_name: null,
    email_verified: false,
    zero: 0,
    empty: '',
    public_metadata: { plan: 'pro', age: 36, tags: ['a', 'b'], 'with-dash': { x: true } },
    unsafe_metadata: {},
  },
  org: {},
};
const one = (template: unknown) => renderClaims({ claim: template }, values).claim;

describe('a claim of a template', () => {
  test.each<[string, unknown, unknown]>([
    ['static JSON stays as it is', { a: [1, null, true, 'x'] }, { a: [1, null, true, 'x'] }],
    ['one shortcode keeps its type: text', '{{user.id}}', 'user_ada'],
    ['an object', '{{user.public_metadata.with-dash}}', { x: true }],
    ['a list', '{{ user.public_metadata.tags }}', ['a', 'b']],
    ['a number', '{{user.public_metadata.age}}', 36],
    ['a boolean', '{{user.email_verified}}', false],
    ['what is not set is null', '{{user.last_name}}', null],
    ['a field that there is not is null', '{{user.i_do_not_exist}}', null],
    ['deep in what is not there, too', '{{user.unsafe_metadata.a.b.c}}', null],
    ['without an organization all of it is null', '{{org.slug}}', null],
    [
      'within a text, everything is text',
      'Hi {{user.first_name}} ({{user.public_metadata.age}})',
      'Hi Ada (36)',
    ],
    ['null too', '{{user.last_name}} {{user.first_name}}', 'null Ada'],
    ['an object becomes JSON', 'm={{user.public_metadata.with-dash}}', 'm={"x":true}'],
    ['in lists and objects', { a: ['{{user.id}}', { b: '{{user.zero}}' }] }, { a: ['user_ada', { b: 0 }] }],
    ['the first that is neither null nor false', "{{user.last_name || user.email_verified || 'x'}}", 'x'],
    ['an empty text and zero count', "{{user.empty || 'x'}}", ''],
    ['a default that is a number', '{{user.public_metadata.height || 30 }}', 30],
    ['a default that is a boolean', '{{user.last_name || true}}', true],
    ['the last, where none counts', '{{user.last_name || user.email_verified}}', false],
    ['quotes may hold anything', "{{user.last_name || 'a || b'}}", 'a || b'],
    ['a default within a text', "{{user.last_name || 'Somebody'}}!", 'Somebody!'],
  ])('%s', (_name, template, expected) => {
    expect(one(template)).toEqual(expected);
  });

  test.each([
    '{{organization.id}}',
    '{{user}}',
    '{{}}',
    '{{ || }}',
    "{{user.id || 'open}}",
    "{{'a' 'b'}}",
    '{{user.id | upper}}',
    '{{constructor.name}}',
    '{ {user.id} }',
    'at {{organization.id}} now',
  ])('keeps text that is not a shortcode: %s', (template) => {
    expect(one(template)).toBe(template);
  });

  test.each([
    'constructor',
    '__proto__',
    'toString',
    'public_metadata.constructor.name',
    'public_metadata.tags.length',
  ])('reads own fields only: user.%s', (field) => {
    const found = one(`{{user.${field}}}`);
    expect([null, 2]).toContain(found);
  });
});

test('without shortcodes a template is the claims', () => {
  const plain = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('{{'));
  fc.assert(
    fc.property(plain, (value) => {
      expect(JSON.stringify(one(value))).toBe(JSON.stringify(value));
    }),
  );
});

test('any expression is rendered in time', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200, unit: fc.constantFrom("'", '|', ' ', 'a', '.', '{', '}') }),
      (text) => {
        expect(one(`{{${text}}}`)).not.toBeUndefined();
      },
    ),
  );
  expect(one(`{{${' '.repeat(200_000)}x`)).toBeTypeOf('string');
  expect(one(`{{${"'".repeat(200_001)}}}`)).toBeTypeOf('string');
});
