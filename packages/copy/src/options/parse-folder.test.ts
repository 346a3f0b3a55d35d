import { expect, test } from 'vitest';
import { parseFolder } from './parse-folder.ts';
import { parsePackageName } from './parse-package-name.ts';

test.each([
  { typed: 'packages/sso', folder: 'packages/sso' },
  { typed: './packages/sso/', folder: 'packages/sso' },
  { typed: 'packages\\sso', folder: 'packages/sso' },
  { typed: 'a/../packages/sso', folder: 'packages/sso' },
  { typed: 'sso', folder: 'sso' },
])('--as $typed is $folder', ({ typed, folder }) => {
  expect(parseFolder(typed)).toBe(folder);
});

test.each([
  { typed: '', why: 'the target itself' },
  { typed: '.', why: 'the target itself' },
  { typed: 'a/..', why: 'the target itself' },
  { typed: '..', why: 'outside the target' },
  { typed: '../elsewhere', why: 'outside the target' },
  { typed: 'packages/../../elsewhere', why: 'outside the target' },
  { typed: '..\\elsewhere', why: 'outside the target' },
  { typed: '/tmp/elsewhere', why: 'does not start at the target' },
  { typed: 'C:\\elsewhere', why: 'does not start at the target' },
  { typed: '~/elsewhere', why: 'does not start at the target' },
  { typed: 'node_modules/sso', why: 'is in node_modules' },
  { typed: 'packages/.git/sso', why: 'is in .git' },
  { typed: "packages/'sso", why: 'no name of a folder' },
  { typed: 'packages/a\nb', why: 'no name of a folder' },
])('--as "$typed" is refused: $why', ({ typed, why }) => {
  expect(() => parseFolder(typed)).toThrow(
    expect.objectContaining({ code: 'invalid_usage', message: expect.stringContaining(why) }),
  );
});

test.each(['@acme/sso', 'sso', '@acme/sso-registry', 'a.b'])('--name %s is accepted', (name) => {
  expect(parsePackageName('--name', name)).toBe(name);
});

test.each(['', '@acme', '@acme/', 'Sso', '@acme/SSO', '../sso', 'a b', '.sso', 'a'.repeat(215)])(
  '--name "%s" is refused',
  (name) => {
    expect(() => parsePackageName('--name', name)).toThrow(
      expect.objectContaining({ code: 'invalid_usage' }),
    );
  },
);
