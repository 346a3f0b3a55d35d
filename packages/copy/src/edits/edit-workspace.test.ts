import { expect, test } from 'vitest';
import { addWorkspace, editPnpmWorkspace, missingGlob } from './edit-workspace.ts';

test.each([
  { globs: ['packages/*'], missing: undefined },
  { globs: ['./packages/*/'], missing: undefined },
  { globs: ['apps/*', 'packages/auth'], missing: undefined },
  { globs: ['**'], missing: undefined },
  { globs: ['apps/*'], missing: 'packages/auth' },
  { globs: ['packages/a.th'], missing: 'packages/auth' },
])('$globs lacks $missing for packages/auth', ({ globs, missing }) => {
  expect(missingGlob(globs, 'packages/auth')).toBe(missing);
});

test('pnpm-workspace.yaml keeps its comments and what it already holds', () => {
  const text = '# ours\npackages:\n  - apps/* # all\noverrides:\n  "@clerk/shared": 4.0.0\n';
  const overrides = { '@clerk/shared': '4.36.0', '@clerk/react': '6.17.2' };
  expect(editPnpmWorkspace(text, { glob: 'packages/auth', overrides })).toBe(
    '# ours\npackages:\n  - apps/* # all\n  - packages/auth\noverrides:\n  "@clerk/shared": 4.0.0\n  "@clerk/react": 6.17.2\n',
  );
});

test.each([
  { name: 'a list', workspaces: ['apps/*'], after: ['apps/*', 'packages/auth'] },
  {
    name: 'yarn’s object',
    workspaces: { packages: ['apps/*'], nohoist: [] },
    after: { packages: ['apps/*', 'packages/auth'], nohoist: [] },
  },
])('workspaces as $name get the package', ({ workspaces, after }) => {
  expect(JSON.parse(addWorkspace(JSON.stringify({ workspaces }), 'packages/auth')).workspaces).toEqual(after);
});
