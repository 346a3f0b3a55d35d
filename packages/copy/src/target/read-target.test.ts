import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitAll, NEXT_APP, temporaryRepository, writeAt } from '../temporary-repository.fixture.ts';
import { readTarget } from './read-target.ts';
import type { NextApp } from './target.ts';

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
const NEXT = { next: '16.4.6', react: '19.3.1' };
const manifest = (more: object = {}) => json({ name: 'web', dependencies: NEXT, ...more });
const APP = { 'package.json': manifest(), 'app/page.tsx': '', 'app/layout.tsx': '<html>' };
const under = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

const KINDS: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly app: Partial<NextApp>;
}[] = [
  {
    name: 'App Router, TypeScript',
    files: APP,
    app: {
      router: 'app',
      language: 'ts',
      configFormat: 'ts',
      layout: 'app/layout.tsx',
      pagesFolder: 'app',
      hasSrc: false,
    },
  },
  {
    name: 'App Router under src',
    files: { 'package.json': manifest(), 'src/app/layout.tsx': '<html>', 'src/app/page.tsx': '' },
    app: { router: 'app', layout: 'src/app/layout.tsx', pagesFolder: 'src/app', hasSrc: true },
  },
  {
    name: 'JavaScript',
    files: {
      'package.json': manifest(),
      'app/layout.jsx': '<html>',
      'app/page.jsx': '',
      'jsconfig.json': '{}',
    },
    app: { language: 'js', configFormat: 'esm', layout: 'app/layout.jsx', compileTarget: null },
  },
  {
    name: 'Pages Router alone',
    files: { 'package.json': manifest(), 'pages/index.tsx': '', 'pages/_app.tsx': 'app' },
    app: {
      router: 'pages',
      layout: null,
      pagesRouter: { folder: 'pages', customApp: { path: 'pages/_app.tsx', text: 'app' }, hasPages: true },
    },
  },
  {
    name: 'Pages Router for routes of the API alone',
    files: { ...APP, 'pages/api/hello.ts': '' },
    app: { router: 'both', pagesRouter: { folder: 'pages', customApp: null, hasPages: false } },
  },
  {
    name: 'a layout for each language alone',
    files: {
      'package.json': manifest(),
      'src/app/[locale]/layout.tsx': '<html>',
      'src/app/[locale]/page.tsx': '',
    },
    app: { layout: 'src/app/[locale]/layout.tsx', pagesFolder: 'src/app/[locale]' },
  },
  {
    name: 'a layout for each language below one that returns its children',
    files: {
      'package.json': manifest(),
      'src/app/layout.tsx': 'return children;',
      'src/app/[locale]/layout.tsx': '<html lang={locale}>',
      'src/app/[locale]/(inner)/layout.tsx': '<div>',
    },
    app: { layout: 'src/app/[locale]/layout.tsx', otherLayouts: [], pagesFolder: 'src/app/[locale]' },
  },
  {
    name: 'pages for each language below the root layout',
    files: { ...APP, 'app/[lang]/page.tsx': '' },
    app: { layout: 'app/layout.tsx', pagesFolder: 'app/[lang]' },
  },
  {
    name: 'another parameter is no language',
    files: { ...APP, 'app/[team]/page.tsx': '' },
    app: { pagesFolder: 'app' },
  },
  {
    name: 'route groups with a root layout each',
    files: {
      'package.json': manifest(),
      'app/(shop)/layout.tsx': '<html>',
      'app/(admin)/layout.tsx': '<html>',
      'app/(shop)/page.tsx': '',
    },
    app: {
      layout: 'app/(admin)/layout.tsx',
      otherLayouts: ['app/(shop)/layout.tsx'],
      pagesFolder: 'app/(admin)',
    },
  },
  {
    name: 'a parallel slot has no root layout',
    files: { ...APP, 'app/@modal/layout.tsx': '<html>' },
    app: { layout: 'app/layout.tsx', otherLayouts: [] },
  },
  {
    name: 'next.config.mjs',
    files: { ...APP, 'next.config.mjs': 'export default {};' },
    app: { configFormat: 'esm' },
  },
  {
    name: 'next.config.js in CommonJS',
    files: { ...APP, 'next.config.js': '/** @type {import("next").NextConfig} */\nmodule.exports = {};' },
    app: { configFormat: 'cjs' },
  },
  {
    name: 'next.config.js as a module',
    files: { ...APP, 'next.config.js': 'const config = {};\nexport default config;' },
    app: { configFormat: 'esm' },
  },
  {
    name: 'tsconfig.json with comments, that extends a file',
    files: {
      ...APP,
      'tsconfig.json': '// theirs\n{ "extends": "./tsconfig.base.json", }',
      'tsconfig.base.json': '{ "compilerOptions": { "target": "ES5" } }',
    },
    app: { compileTarget: 'es5' },
  },
  {
    name: 'tsconfig.json that extends a package that is not installed',
    files: {
      ...APP,
      'tsconfig.json': '{ "extends": "@acme/tsconfig", "compilerOptions": { "target": "ES2017" } }',
    },
    app: { compileTarget: 'es2017' },
  },
];

test.each(KINDS)('$name', async ({ files, app }) => {
  const { apps } = await readTarget(temporaryRepository(files));
  expect(apps).toHaveLength(1);
  expect(apps[0]).toMatchObject(app);
});

test.each([
  { dev: 'next dev', port: null },
  { dev: 'next dev -p 3001', port: 3001 },
  { dev: 'next dev --turbopack --port 3001', port: 3001 },
  { dev: 'next dev --port=3001', port: 3001 },
  { dev: 'next dev -p3001', port: 3001 },
  { dev: 'PORT=3001 next dev', port: 3001 },
  { dev: 'cross-env PORT=3001 NODE_ENV=x next dev --turbo', port: 3001 },
  { dev: 'email dev -p 4000 & next dev', port: null },
  { dev: 'next dev & email dev -p 4000', port: null },
])('"$dev" listens at $port', async ({ dev, port }) => {
  const scripts = { 'dev:https': 'next dev -p 9', dev };
  const { apps } = await readTarget(temporaryRepository({ ...APP, 'package.json': manifest({ scripts }) }));
  expect(apps[0].devScript).toEqual({ name: 'dev', command: dev, port });
});

const WORKSPACES = [
  {
    name: 'pnpm',
    files: { 'package.json': json({ name: 'acme' }), 'pnpm-workspace.yaml': 'packages: [apps/*]\n' },
    expected: { packageManager: 'pnpm', workspaceRange: 'workspace:*' },
    lock: 'pnpm-lock.yaml',
  },
  {
    name: 'npm',
    files: { 'package.json': json({ name: 'acme', workspaces: ['./apps/*'] }) },
    expected: { packageManager: 'npm', workspaceRange: '*' },
    lock: 'package-lock.json',
  },
  {
    name: 'the first yarn',
    files: { 'package.json': json({ name: 'acme', workspaces: { packages: ['apps/*'] } }) },
    expected: { packageManager: 'yarn', workspaceRange: '*' },
    lock: 'yarn.lock',
  },
  {
    name: 'yarn 4',
    files: {
      'package.json': json({ name: 'acme', workspaces: ['apps/*'], packageManager: 'yarn@4.9.0' }),
    },
    expected: { packageManager: 'yarn', workspaceRange: 'workspace:*' },
    lock: 'yarn.lock',
  },
  {
    name: 'bun, with catalogs',
    files: { 'package.json': json({ name: 'acme', workspaces: { packages: ['apps/*'], catalog: NEXT } }) },
    expected: { packageManager: 'bun', workspaceRange: 'workspace:*' },
    lock: 'bun.lock',
  },
] as const;

describe.each(WORKSPACES)('a workspace of $name', ({ files, expected, lock }) => {
  const all = { ...files, [lock]: '', ...under('apps/web', APP), ...under('apps/shop', APP) };

  test('holds its apps', async () => {
    const target = await readTarget(temporaryRepository(all));
    expect(target).toMatchObject({ kind: 'workspace', workspaceAbove: null, ...expected });
    expect(target.apps.map(({ directory }) => directory)).toEqual(['apps/shop', 'apps/web']);
  });

  test('is known when one of its apps is the target', async () => {
    const root = temporaryRepository(all);
    commitAll(root);
    const target = await readTarget(join(root, 'apps/web'));
    expect(target).toMatchObject({ kind: 'app', workspaceAbove: root, ...expected });
  });
});

test('an app at the root of its workspace is part of it', async () => {
  const root = { ...APP, 'pnpm-workspace.yaml': 'packages: [packages/*]\n' };
  expect((await readTarget(temporaryRepository(root))).apps.map(({ directory }) => directory)).toEqual(['']);
});

test('what is there already is known: packages, and files named sso.config', async () => {
  const target = await readTarget(
    temporaryRepository({
      'package.json': json({ name: 'acme', workspaces: ['apps/*', 'packages/*'] }),
      ...under('apps/web', { ...APP, 'sso.config.mjs': '' }),
      'packages/auth/package.json': json({ name: '@repo/auth' }),
      'packages/sso/package.json': json({ name: '@repo/sso' }),
    }),
  );
  expect([...target.packageNames].sort()).toEqual(['@repo/auth', '@repo/sso', 'acme', 'web']);
  expect(target.ssoConfigs).toEqual(['apps/web/sso.config.mjs']);
});

test.each([
  {
    name: 'engines',
    files: { 'package.json': manifest({ engines: { node: '>=18' } }) },
    range: '>=18',
    file: 'package.json',
  },
  {
    name: 'volta',
    files: { 'package.json': manifest({ volta: { node: '18.20.0' } }) },
    range: '18.20.0',
    file: 'package.json',
  },
  { name: '.nvmrc', files: { '.nvmrc': 'v20.11\n' }, range: '20.11', file: '.nvmrc' },
  { name: '.nvmrc with a name', files: { '.nvmrc': 'lts/hydrogen\n' }, range: '18', file: '.nvmrc' },
  { name: '.node-version', files: { '.node-version': '22.1.0' }, range: '22.1.0', file: '.node-version' },
  {
    name: '.tool-versions',
    files: { '.tool-versions': 'ruby 3\nnodejs 20.9.0\n' },
    range: '20.9.0',
    file: '.tool-versions',
  },
])('Node.js is asked for in $name', async ({ files, range, file }) => {
  const { node } = await readTarget(temporaryRepository({ ...APP, ...files }));
  expect(node).toMatchObject([{ name: 'node', range, file }]);
});

test.each(['lts/*', 'node'])('.nvmrc with "%s" asks for no version', async (text) => {
  expect((await readTarget(temporaryRepository({ ...APP, '.nvmrc': text }))).node).toEqual([]);
});

test.each([
  { name: 'npm', more: { overrides: { '@clerk/shared': '3.0.0' } } },
  { name: 'npm, below a package', more: { overrides: { '@clerk/nextjs': { '@clerk/shared': '3.0.0' } } } },
  { name: 'yarn', more: { resolutions: { '**/@clerk/shared': '3.0.0' } } },
  { name: 'yarn, below a package', more: { resolutions: { '@clerk/nextjs/@clerk/shared': '3.0.0' } } },
  { name: 'pnpm', more: { pnpm: { overrides: { '@clerk/nextjs@7>@clerk/shared@^3': '3.0.0' } } } },
])('a version that $name forces is known', async ({ more }) => {
  const { pins } = await readTarget(temporaryRepository({ ...APP, 'package.json': manifest(more) }));
  expect(pins).toMatchObject([{ name: '@clerk/shared', range: '3.0.0', file: 'package.json' }]);
});

test('a version that pnpm-workspace.yaml forces is known, through its catalog', async () => {
  const yaml = 'catalog:\n  "@clerk/shared": 3.0.0\noverrides:\n  "@clerk/shared": "catalog:"\n';
  const { pins } = await readTarget(temporaryRepository({ ...APP, 'pnpm-workspace.yaml': yaml }));
  expect(pins).toMatchObject([{ name: '@clerk/shared', range: '3.0.0', file: 'pnpm-workspace.yaml' }]);
});

describe('changes that are not committed', () => {
  test('are none in a clean repository, and those of the target alone', async () => {
    const root = temporaryRepository({ ...under('web', NEXT_APP), 'other.txt': '' });
    commitAll(root);
    const target = join(root, 'web');
    expect((await readTarget(target)).uncommitted).toEqual([]);
    writeAt(root, 'other.txt', 'changed');
    writeAt(root, 'web/ä b.txt', 'new');
    writeFileSync(join(target, 'next.config.ts'), 'changed');
    expect((await readTarget(target)).uncommitted).toEqual(['next.config.ts', 'ä b.txt']);
  });

  test('are not known outside git, and where git ignores the target', async () => {
    expect((await readTarget(temporaryRepository(NEXT_APP))).uncommitted).toBeNull();
    const root = temporaryRepository({ ...under('web', NEXT_APP), '.gitignore': 'web\n' });
    commitAll(root);
    expect((await readTarget(join(root, 'web'))).uncommitted).toBeNull();
  });
});

test.each([
  {
    name: 'a workspace that does not list the app',
    files: { 'package.json': json({ workspaces: ['apps/*'] }), ...under('web', APP) },
    why: 'does not list web',
  },
  {
    name: 'a folder of apps that is no workspace',
    files: { 'package.json': '{}', ...under('web', APP) },
    why: 'give one of these folders',
  },
  { name: 'Next.js without pages', files: { 'package.json': manifest() }, why: 'has pages in app/' },
])('$name is refused: $why', async ({ files, why }) => {
  await expect(readTarget(temporaryRepository(files))).rejects.toMatchObject({
    code: 'target_unsupported',
    message: expect.stringContaining(why),
  });
});
