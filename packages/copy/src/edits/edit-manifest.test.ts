import { describe, expect, test } from 'vitest';
import { addDependencies, addToField } from './edit-manifest.ts';

const manifest = (dependencies: Record<string, string>, rest: object = {}) =>
  `${JSON.stringify({ name: 'web', ...rest, dependencies }, null, 2)}\n`;

describe('dependencies', () => {
  test.each([
    { name: 'a missing one is added', have: {}, want: { jose: '6.2.17' }, get: { jose: '6.2.17' } },
    {
      name: 'an older exact one is raised',
      have: { zod: '3.25.0' },
      want: { zod: '4.6.7' },
      get: { zod: '4.6.7' },
    },
    {
      name: 'an older range is raised and stays a range',
      have: { zod: '^4.1.0' },
      want: { zod: '4.6.7' },
      get: { zod: '^4.6.7' },
    },
    { name: 'a newer one is kept', have: { zod: '5.0.0' }, want: { zod: '4.6.7' }, get: { zod: '5.0.0' } },
    {
      name: 'a newer range is kept',
      have: { zod: '^4.7.0' },
      want: { zod: '4.6.7' },
      get: { zod: '^4.7.0' },
    },
    {
      name: 'what is no version is kept',
      have: { zod: 'workspace:*' },
      want: { zod: '4.6.7' },
      get: { zod: 'workspace:*' },
    },
    { name: 'any version is kept', have: { zod: '*' }, want: { zod: '4.6.7' }, get: { zod: '*' } },
    {
      name: 'a workspace package is taken as it is',
      have: {},
      want: { '@acme/auth': '*' },
      get: { '@acme/auth': '*' },
    },
  ])('$name', ({ have, want, get }) => {
    expect(JSON.parse(addDependencies(manifest(have), want).text).dependencies).toEqual(get);
  });

  test('a kept version that differs is noted, and nothing else', () => {
    const { notes } = addDependencies(manifest({ zod: '5.0.0', jose: '6.2.17' }), {
      zod: '4.6.7',
      jose: '6.2.17',
    });
    expect(notes).toEqual([expect.stringContaining('zod 5.0.0')]);
  });

  test('one they have for development only is raised there', () => {
    const text = manifest({}, { devDependencies: { zod: '3.25.0' } });
    expect(JSON.parse(addDependencies(text, { zod: '4.6.7' }).text)).toMatchObject({
      dependencies: {},
      devDependencies: { zod: '4.6.7' },
    });
  });

  test('indentation, order of the other fields and the last line end stay', () => {
    const text = '{\n\t"name": "web",\n\t"scripts": {},\n\t"dependencies": {\n\t\t"next": "16.4.3"\n\t}\n}';
    expect(addDependencies(text, { jose: '6.2.17' }).text).toBe(
      '{\n\t"name": "web",\n\t"scripts": {},\n\t"dependencies": {\n\t\t"jose": "6.2.17",\n\t\t"next": "16.4.3"\n\t}\n}',
    );
  });

  test('a second time changes nothing', () => {
    const { text } = addDependencies(manifest({ zod: '^4.1.0' }), { zod: '4.6.7', jose: '6.2.17' });
    expect(addDependencies(text, { zod: '4.6.7', jose: '6.2.17' })).toMatchObject({ text, changes: [] });
  });
});

test('an existing override stays, and is noted', () => {
  const text = manifest({}, { overrides: { '@clerk/shared': '4.0.0' } });
  const edit = addToField(text, 'overrides', { '@clerk/shared': '4.36.0', '@clerk/react': '6.17.2' });
  expect(JSON.parse(edit.text).overrides).toEqual({ '@clerk/shared': '4.0.0', '@clerk/react': '6.17.2' });
  expect(edit.notes).toEqual([expect.stringContaining('@clerk/shared')]);
});
