import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { visit } from './code/source.ts';
import { openRepository } from './repository.ts';
import { readCatalogs } from './versions/catalogs.ts';

const NEXT = JSON.stringify({ name: '@acme/web', dependencies: { next: 'catalog:' } });

function write(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'next-repository-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test.each([
  { name: 'app', files: ['app/page.tsx'], base: 'web/', appDirectory: 'web/app' },
  { name: 'src/app', files: ['src/app/page.tsx'], base: 'web/src/', appDirectory: 'web/src/app' },
  {
    name: 'app beside src/app',
    files: ['app/page.tsx', 'src/app/x.tsx'],
    base: 'web/',
    appDirectory: 'web/app',
  },
  { name: 'pages', files: ['src/pages/index.tsx'], base: 'web/src/', appDirectory: undefined },
])('an app with $name has its routes in $base', ({ files, base, appDirectory }) => {
  const texts = Object.fromEntries(files.map((file) => [`web/${file}`, '']));
  const { apps } = openRepository(write({ 'web/package.json': NEXT, ...texts }));
  expect(apps).toMatchObject([{ directory: 'web', base, appDirectory, proxy: undefined }]);
});

test('a package with Next.js and without routes is not an app', () => {
  const { apps, packages } = openRepository(write({ 'package.json': NEXT, 'src/index.ts': '' }));
  expect([packages.length, apps]).toEqual([1, []]);
});

test('proxy.ts is preferred to middleware.ts', () => {
  const files = { 'app/page.tsx': '', 'middleware.ts': '', 'src/proxy.ts': '' };
  const { apps } = openRepository(write({ 'package.json': NEXT, ...files }));
  expect(apps[0]?.proxy).toEqual({ file: 'src/proxy.ts', kind: 'proxy' });
});

test('a version from a catalog has the place where it is written', () => {
  const catalog = 'packages:\n  - web\ncatalog:\n  next: ^16.2.0\n';
  const { packages } = openRepository(write({ 'web/package.json': NEXT, 'pnpm-workspace.yaml': catalog }));
  expect(packages[0]?.dependency('next')).toEqual({
    version: '16.2.0',
    isInstalled: false,
    isExact: false,
    range: '^16.2.0',
    file: 'pnpm-workspace.yaml',
    line: 4,
  });
});

const BUN = {
  workspaces: { packages: ['web'], catalog: { next: '^16.2.0' }, catalogs: { old: { next: '15.5.0' } } },
};

test.each([
  {
    name: 'a named one of pnpm',
    declared: 'catalog:old',
    file: 'pnpm-workspace.yaml',
    text: 'catalog:\n  next: ^16.2.0\ncatalogs:\n  old:\n    next: "15.5.0" # until June\n',
    found: { range: '15.5.0', line: 5 },
  },
  {
    name: 'the default one of pnpm, written as a named one',
    declared: 'catalog:default',
    file: 'pnpm-workspace.yaml',
    text: 'catalogs:\n  default:\n    next: ^16.2.0\n',
    found: { range: '^16.2.0', line: 3 },
  },
  {
    name: 'one of yarn',
    declared: 'catalog:',
    file: '.yarnrc.yml',
    text: 'nodeLinker: node-modules\ncatalog:\n  next: ^16.2.0\n',
    found: { range: '^16.2.0', line: 3 },
  },
  {
    name: 'one of bun',
    declared: 'catalog:',
    file: 'package.json',
    text: JSON.stringify(BUN, null, 2),
    found: { range: '^16.2.0', line: 7 },
  },
  {
    name: 'a named one of bun',
    declared: 'catalog:old',
    file: 'package.json',
    text: JSON.stringify(BUN, null, 2),
    found: { range: '15.5.0', line: 11 },
  },
  {
    name: 'one of bun beside its workspaces',
    declared: 'catalog:',
    file: 'package.json',
    text: '{ "workspaces": ["web"],\n  "catalog": {\n    "next": "^16.2.0" } }',
    found: { range: '^16.2.0', line: 3 },
  },
  {
    name: 'none of that name',
    declared: 'catalog:new',
    file: 'pnpm-workspace.yaml',
    text: 'catalog:\n  next: ^16.2.0\n',
    found: undefined,
  },
  {
    name: 'a file that is no YAML',
    declared: 'catalog:',
    file: 'pnpm-workspace.yaml',
    text: 'catalog: [',
    found: undefined,
  },
])('catalogs: $name', ({ declared, file, text, found }) => {
  const look = readCatalogs((path) => (path === file ? text : undefined));
  expect(look('next', declared)).toEqual(found && { ...found, file });
});

test('the files of an inner package are not those of the outer one, and installed files are nobody’s', () => {
  const root = write({
    'package.json': NEXT,
    'app/page.tsx': '',
    'packages/ui/package.json': '{ "name": "@acme/ui" }',
    'packages/ui/button.tsx': '',
    'node_modules/x/index.js': '',
  });
  const { apps, files, packageOf, hasGit } = openRepository(root);
  expect(apps[0]?.files).toEqual(['app/page.tsx', 'package.json']);
  expect(packageOf('packages/ui/button.tsx')?.directory).toBe('packages/ui');
  expect([files.some((file) => file.includes('node_modules')), hasGit]).toEqual([false, false]);
});

test('the graph follows re-exports, aliases of tsconfig.json and packages of the workspace', () => {
  const { graph } = openRepository(
    write({
      'package.json': '{ "name": "root" }',
      'web/package.json': NEXT,
      'web/app/page.tsx': "import { guard } from '@/lib/guard';\nexport default () => guard();\n",
      'web/lib/guard.ts': "export { guard } from '@acme/auth';\n",
      'auth/package.json': '{ "name": "@acme/auth", "exports": { ".": "./src/index.ts" } }',
      'auth/src/index.ts':
        "import { auth } from '@clerk/nextjs/server';\nexport const guard = () => auth.protect();\n",
    }),
  );
  const page = graph.exportsOf('web/app/page.tsx').get('default');
  expect(
    page && graph.declarationReaches('web/app/page.tsx', page, ({ imported }) => imported === 'auth'),
  ).toBe(true);
  expect(
    page && graph.declarationReaches('web/app/page.tsx', page, ({ imported }) => imported === 'user'),
  ).toBe(false);
  expect(graph.importedBy(['web/app/page.tsx'])).toEqual([
    'web/app/page.tsx',
    'web/lib/guard.ts',
    'auth/src/index.ts',
  ]);
});

const CLERK_AUTH = "import { auth } from '@clerk/nextjs/server';\n";
const isAuth = ({ from, imported }: { from: string; imported: string }) =>
  from === '@clerk/nextjs/server' && imported === 'auth';

test.each([
  {
    name: 'an entry point that is not built',
    exports: '{ ".": { "types": "./dist/index.d.ts", "import": "./dist/index.js" } }',
    file: 'src/index.ts',
    from: '@acme/lib',
  },
  { name: 'a pattern', exports: '{ "./*": "./dist/*.mjs" }', file: 'src/who.ts', from: '@acme/lib/who' },
  { name: 'main alone', exports: undefined, file: 'src/index.ts', from: '@acme/lib' },
])('code of a workspace package is found: $name', ({ exports, file, from }) => {
  const { graph } = openRepository(
    write({
      'lib/package.json': `{ "name": "@acme/lib", "main": "dist/index.js"${exports ? `, "exports": ${exports}` : ''} }`,
      [`lib/${file}`]: `${CLERK_AUTH}export const who = () => auth();\n`,
      'web/package.json': NEXT,
      'web/a.ts': `import { who } from '${from}';\nexport const a = () => who();\n`,
    }),
  );
  const a = graph.exportsOf('web/a.ts').get('a');
  expect(a && graph.declarationReaches('web/a.ts', a, isAuth)).toBe(true);
});

test.each([
  {
    name: 'CommonJS, both ways',
    files: {
      'a.js': "const { who } = require('./b');\nexports.a = () => who();\n",
      'b.js': "const { auth } = require('@clerk/nextjs/server');\nmodule.exports = { who: () => auth() };\n",
    },
    reaches: true,
  },
  {
    name: 'not into a Client Component',
    files: {
      'a.js': "import { B } from './b';\nexport const a = () => <B />;\n",
      'b.js': `// first\n'use client';\n${CLERK_AUTH}export const B = () => auth();\n`,
    },
    reaches: false,
  },
  {
    name: 'not into an action that is passed on',
    files: {
      'a.js': "import { b } from './b';\nexport const a = () => <form action={b} />;\n",
      'b.js': `'use server';\n${CLERK_AUTH}export async function b() {\n  await auth();\n}\n`,
    },
    reaches: false,
  },
  {
    name: 'into an action that is called',
    files: {
      'a.js': "import { b } from './b';\nexport const a = () => b();\n",
      'b.js': `'use server';\n${CLERK_AUTH}export async function b() {\n  await auth();\n}\n`,
    },
    reaches: true,
  },
  {
    name: 'not into an action inside of the function',
    files: {
      'a.js': `${CLERK_AUTH}export const a = () => {\n  async function save() {\n    'use server';\n    await auth();\n  }\n  return save;\n};\n`,
    },
    reaches: false,
  },
  {
    name: 'what is in the repository, not what it is called',
    files: {
      'a.js': "import { auth } from './b';\nexport const a = () => auth();\n",
      'b.js': 'export const auth = () => null;\n',
    },
    reaches: false,
  },
])('code is followed as it runs in one request: $name', ({ files, reaches }) => {
  const { graph } = openRepository(write({ 'package.json': '{}', ...files }));
  const a = graph.exportsOf('a.js').get('a');
  expect(a && graph.declarationReaches('a.js', a, isAuth)).toBe(reaches);
});

test('every node is visited once, in the order it is written, with those around it', () => {
  const source = openRepository(
    write({ 'package.json': '{}', 'a.ts': 'const a = [1, [2, 3], 4];\n' }),
  ).source('a.ts');
  const literals = source
    ? [...visit(source.program)].flatMap(({ node, ancestors }) =>
        node.type === 'Literal'
          ? [[node.value, ancestors.filter(({ type }) => type === 'ArrayExpression').length]]
          : [],
      )
    : [];
  expect(literals).toEqual([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 1],
  ]);
});
