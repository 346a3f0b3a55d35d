import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository, parseSource } from '@repo/next-repository';
import { expect, test } from 'vitest';
import { applyChanges } from './apply-changes.ts';
import { CHECKS } from './checks/index.ts';
import { CORPUS } from './corpus/index.fixture.ts';
import { createEnvironment } from './environment.ts';
import { app, type Files, manifest } from './fixtures/case.fixture.ts';
import { CASES as FIXTURES } from './fixtures/index.fixture.ts';
import { writeRepository } from './fixtures/write-repository.fixture.ts';
import { runChecks } from './run-checks.ts';

interface FixCase {
  readonly name: string;
  readonly files: Files;
  readonly fixed: Files;
}

const api = (name: string) => ({
  [`app/api/${name}/route.ts`]:
    "import { auth } from '@clerk/nextjs/server';\nexport const GET = async () => Response.json(await auth());\n",
});
const proxy = (matcher: string) =>
  `import { clerkMiddleware } from '@clerk/nextjs/server';\nexport default clerkMiddleware({ authorizedParties: ['https://a.b'] });\nexport const config = { matcher: ${matcher} };\n`;

const CASES: readonly FixCase[] = [
  {
    name: 'middleware.ts becomes proxy.ts, and so does what it exports',
    files: {
      'middleware.ts': '// Keeps middleware.\nexport function middleware() {}\nexport const config = {};\n',
    },
    fixed: { 'proxy.ts': '// Keeps middleware.\nexport function proxy() {}\nexport const config = {};\n' },
  },
  {
    name: 'a version below a fix is raised, operator and neighbours kept',
    files: { 'package.json': manifest({ next: '^16.1.0', '@clerk/nextjs': '~7.2.0' }) },
    fixed: { 'package.json': manifest({ next: '^16.2.6', '@clerk/nextjs': '~7.2.1' }) },
  },
  {
    name: 'a version of a catalog is raised where it is written',
    files: {
      'package.json': manifest({ next: 'catalog:' }),
      'pnpm-workspace.yaml': "catalog:\n  # why\n  next: '16.0.1' # pinned\n",
    },
    fixed: {
      'package.json': manifest({ next: 'catalog:' }),
      'pnpm-workspace.yaml': "catalog:\n  # why\n  next: '16.2.6' # pinned\n",
    },
  },
  {
    name: 'an import that moved as a whole is renamed; a mixed one is left to a person',
    files: {
      'lib/a.ts': 'import { auth } from "@clerk/nextjs";\n',
      'lib/b.ts': "import { auth, UserButton } from '@clerk/nextjs';\n",
      'lib/c.ts': "import { users } from '@clerk/nextjs/api';\n",
    },
    fixed: {
      'lib/a.ts': 'import { auth } from "@clerk/nextjs/server";\n',
      'lib/b.ts': "import { auth, UserButton } from '@clerk/nextjs';\n",
      'lib/c.ts': "import { users } from '@clerk/nextjs/server';\n",
    },
  },
  {
    name: 'a list of matchers that leaves out API routes gets them, once for all',
    files: { ...api('one'), ...api('two'), 'proxy.ts': proxy("['/((?!api|_next).*)']") },
    fixed: { ...api('one'), ...api('two'), 'proxy.ts': proxy("['/((?!api|_next).*)', '/(api|trpc)(.*)']") },
  },
  {
    name: 'a trailing slash of an authorized party goes',
    files: { 'proxy.ts': proxy("'/(.*)'").replace('https://a.b', 'https://a.b/') },
    fixed: { 'proxy.ts': proxy("'/(.*)'") },
  },
  {
    name: 'await is written in async functions only',
    files: {
      'lib/a.ts':
        "import { auth } from '@clerk/nextjs/server';\nexport async function a() {\n  const { userId } = auth();\n  return [userId, auth().orgId];\n}\n",
      'lib/b.ts': "import { auth } from '@clerk/nextjs/server';\nexport const b = () => auth().userId;\n",
    },
    fixed: {
      'lib/a.ts':
        "import { auth } from '@clerk/nextjs/server';\nexport async function a() {\n  const { userId } = await auth();\n  return [userId, (await auth()).orgId];\n}\n",
      'lib/b.ts': "import { auth } from '@clerk/nextjs/server';\nexport const b = () => auth().userId;\n",
    },
  },
];

test.each(CASES)('$name; a second time changes nothing', async ({ files, fixed }) => {
  const root = writeRepository({ files: app(files) });
  expect(await fix(root)).not.toEqual([]);
  expect(treeOf(root)).toEqual(app(fixed));
  expect(await fix(root)).toEqual([]);
  expect(treeOf(root)).toEqual(app(fixed));
});

test('says every line before and after', async () => {
  const root = writeRepository({ files: app({ 'package.json': manifest({ next: '16.1.0' }) }) });
  expect(await fix(root)).toEqual([
    { file: 'package.json:4', before: '"next": "16.1.0",', after: '"next": "16.2.6",' },
  ]);
});

test('a file is never renamed onto another', () => {
  const root = writeRepository({ files: { 'middleware.ts': 'old', 'proxy.ts': 'new' } });
  expect(applyChanges(root, [{ kind: 'rename', file: 'middleware.ts', to: 'proxy.ts' }])).toEqual([]);
  expect(treeOf(root)).toEqual({ 'middleware.ts': 'old', 'proxy.ts': 'new' });
});

test('of two changes to one place the first is made', () => {
  const root = writeRepository({ files: { 'a.txt': 'one two' } });
  applyChanges(root, [
    { kind: 'replace', file: 'a.txt', start: 4, end: 7, text: '2' },
    { kind: 'replace', file: 'a.txt', start: 0, end: 5, text: 'X' },
    { kind: 'replace', file: 'a.txt', start: 0, end: 3, text: '1' },
  ]);
  expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('Xwo');
});

async function fix(root: string) {
  const outcomes = await runChecks(CHECKS, createEnvironment(openRepository(root), {}));
  return applyChanges(
    root,
    outcomes.flatMap(({ findings }) => findings.flatMap(({ changes }) => changes ?? [])),
  );
}

function treeOf(root: string): Files {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  expect(paths.every(existsSync)).toBe(true);
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}

/** Every repository in which something can be fixed, whichever check finds it. */
const FIXABLE = [
  ...Object.entries(FIXTURES).flatMap(([id, { faulty }]) =>
    faulty.map(({ name, files, history }) => ({ name: `${id}: ${name}`, files, history })),
  ),
  ...CORPUS,
];

test('of every repository with a fault: what is fixed is gone, its code parses, and nothing new is wrong', async () => {
  let fixed = 0;
  for (const { name, files, history } of FIXABLE) {
    const root = writeRepository({ files, ...(history ? { history } : {}) });
    const before = await examineAll(root);
    const fixable = before.filter(({ finding }) => (finding.changes ?? []).length > 0);
    if (fixable.length === 0) continue;
    fixed += applyChanges(
      root,
      fixable.flatMap(({ finding }) => finding.changes ?? []),
    ).length;
    const after = await examineAll(root);
    expect(
      after.filter(({ finding }) => (finding.changes ?? []).length > 0),
      name,
    ).toEqual([]);
    expect(after.length, name).toBeLessThanOrEqual(before.length);
    const known = new Set(before.map(({ id }) => id));
    expect(
      after.filter(({ id }) => !known.has(id)).map(({ id }) => id),
      name,
    ).toEqual([]);
    for (const [path, text] of Object.entries(treeOf(root))) {
      if (!/\.[cm]?[jt]sx?$/.test(path)) continue;
      const wasCode = path in files && parseSource(path, files[path] ?? '') === undefined;
      expect(wasCode || parseSource(path, text) !== undefined, `${name}: ${path}`).toBe(true);
    }
  }
  expect(fixed).toBeGreaterThan(25);
}, 60_000);

async function examineAll(root: string) {
  const results = await runChecks(CHECKS, createEnvironment(openRepository(root), {}));
  return results.flatMap(({ check, findings }) => findings.map((finding) => ({ id: check.id, finding })));
}

test('below Next.js 16 no file is renamed to proxy.ts', async () => {
  for (const next of ['13.5.9', '14.2.35', '15.5.18', '^15.0.0', '>=15']) {
    const root = writeRepository({
      files: app({
        'package.json': manifest({ next, '@clerk/nextjs': '6.39.8' }),
        'middleware.ts': proxy("'/(.*)'"),
      }),
    });
    await fix(root);
    expect(Object.keys(treeOf(root)), next).toContain('middleware.ts');
  }
});

test('a proxy that says where it runs is not renamed: proxy.ts does not build with it', async () => {
  const text = proxy("'/(.*)', runtime: 'edge'");
  const root = writeRepository({ files: app({ 'middleware.ts': text }) });
  expect(await fix(root)).toEqual([]);
  expect(treeOf(root)['middleware.ts']).toBe(text);
});
