import { expect, test } from 'vitest';
import { readWorkspaces } from './workspaces.ts';

const PACKAGES = ['', 'apps/a', 'apps/b', 'apps/b/inner', 'examples/c', 'other', 'other/packages/d'];

const CASES: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly members: readonly string[];
}[] = [
  { name: 'no workspace', files: { 'package.json': '{}' }, members: [] },
  {
    name: 'globs',
    files: { 'package.json': '{ "workspaces": ["apps/*"] }' },
    members: ['', 'apps/a', 'apps/b'],
  },
  {
    name: 'of yarn, with a folder that is left out',
    files: { 'package.json': '{ "workspaces": { "packages": ["./apps/**", "!apps/b/inner"] } }' },
    members: ['', 'apps/a', 'apps/b'],
  },
  {
    name: 'of pnpm, whatever package.json says',
    files: {
      'pnpm-workspace.yaml': 'packages: [examples/*]\n',
      'package.json': '{ "workspaces": ["apps/*"] }',
    },
    members: ['', 'examples/c'],
  },
  { name: 'not JSON', files: { 'package.json': '{' }, members: [] },
];

test.each(CASES)('$name', ({ files, members }) => {
  const workspaceOf = readWorkspaces(PACKAGES, (file) => files[file]);
  expect(PACKAGES.filter((directory) => workspaceOf(directory) === '')).toEqual(members);
});

test('an inner workspace decides for its own folders', () => {
  const files: Readonly<Record<string, string>> = {
    'package.json': '{ "workspaces": ["**"] }',
    'other/package.json': '{ "workspaces": ["packages/*"] }',
  };
  const workspaceOf = readWorkspaces(PACKAGES, (file) => files[file]);
  expect(workspaceOf('other/packages/d')).toBe('other');
  expect(workspaceOf('apps/a')).toBe('');
});
