import { expect, test } from 'vitest';
import { chooseCopy } from '../choose.ts';
import { NO_OPTIONS } from '../options.fixture.ts';
import { readNeededVersions } from '../source/needed-versions.ts';
import { readTarget } from '../target/read-target.ts';
import { temporaryRepository } from '../temporary-repository.fixture.ts';
import { predictBuild } from './predict-build.ts';
import { assertVersions } from './version-problems.ts';

const NEEDED = readNeededVersions();
const VERSIONS = { next: '16.4.6', react: '19.3.1', '@clerk/nextjs': '7.9.7', typescript: '5.9.0' };

/** A single app that builds; `versions` replaces some, null takes one out. */
function app({
  versions = {},
  manifest = {},
  files = {},
}: {
  versions?: Readonly<Record<string, string | null>>;
  manifest?: object;
  files?: Readonly<Record<string, string>>;
} = {}): Record<string, string> {
  const dependencies = Object.fromEntries(
    Object.entries({ ...VERSIONS, ...versions }).filter(([, version]) => version !== null),
  );
  return {
    'package.json': `${JSON.stringify({ name: 'web', dependencies, ...manifest }, null, 2)}\n`,
    'app/layout.tsx': '<html>',
    'next.config.ts': 'export default {};\n',
    ...files,
  };
}

const jsApp = (versions: Readonly<Record<string, string | null>>) => {
  const { 'next.config.ts': _config, 'app/layout.tsx': _layout, ...rest } = app({ versions });
  return { ...rest, 'app/layout.jsx': '<html>' };
};
const locked = (versions: Readonly<Record<string, string>>) => ({
  'package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
    ),
  }),
});

async function predict(files: Readonly<Record<string, string>>, isSource = false) {
  const target = await readTarget(temporaryRepository(files));
  const { placements, form } = chooseCopy(NO_OPTIONS, target);
  return predictBuild(target, isSource ? { placements, form } : { placements }, NEEDED);
}

const CASES: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly isSource?: boolean;
  /** Code, and parts of the texts; none: it builds. */
  readonly found?: readonly [code: string, ...parts: string[]];
}[] = [
  { name: 'a new app', files: app() },
  { name: 'a new app, with sources', files: app(), isSource: true },
  { name: 'an app without Clerk', files: app({ versions: { '@clerk/nextjs': null } }) },
  {
    name: 'Next.js 15',
    files: app({ versions: { next: '^15.5.0' } }),
    found: ['version_unsupported', 'next ^15.5.0 (package.json:4)', '>=16.0.10', 'doctor --fix'],
  },
  {
    name: 'Next.js 16.0.9',
    files: app({ versions: { next: '16.0.9' } }),
    found: ['version_unsupported', 'next 16.0.9 (package.json:4)'],
  },
  { name: 'Next.js 16.0.10', files: app({ versions: { next: '16.0.10' } }) },
  { name: 'a canary of a newer Next.js', files: app({ versions: { next: '16.5.0-canary.2' } }) },
  { name: 'a range that allows a new Next.js', files: app({ versions: { next: '^16.0.0' } }) },
  {
    name: 'a range that allows a new Next.js, with an old one in the lock file',
    files: app({ versions: { next: '^16.0.0' }, files: locked({ next: '16.0.3' }) }),
    found: ['version_unsupported', 'next 16.0.3 (package-lock.json; package.json:4 asks for ^16.0.0)'],
  },
  { name: 'a tag', files: app({ versions: { next: 'latest' } }) },
  {
    name: 'a tag, with an old version in the lock file',
    files: app({ versions: { next: 'latest' }, files: locked({ next: '15.5.0' }) }),
    found: ['version_unsupported', 'next 15.5.0'],
  },
  {
    name: 'Clerk 6',
    files: app({ versions: { '@clerk/nextjs': '^6.30.0' } }),
    found: ['version_unsupported', '@clerk/nextjs ^6.30.0 (package.json:6)', '^7.9.7'],
  },
  {
    name: 'Clerk 7.5',
    files: app({ versions: { '@clerk/nextjs': '7.5.0' } }),
    found: ['version_unsupported', '@clerk/nextjs 7.5.0'],
  },
  {
    name: 'React 18',
    files: app({ versions: { react: '18.3.1' } }),
    found: ['version_unsupported', 'react 18.3.1', '>=19'],
  },
  {
    name: 'Clerk 6 in a catalog',
    files: app({
      versions: { '@clerk/nextjs': 'catalog:' },
      files: { 'pnpm-workspace.yaml': 'packages: ["."]\ncatalog:\n  "@clerk/nextjs": ^6.1.0\n' },
    }),
    found: ['version_unsupported', '@clerk/nextjs ^6.1.0 (pnpm-workspace.yaml:3)'],
  },
  {
    name: 'another @clerk/shared by force',
    files: app({ manifest: { overrides: { '@clerk/shared': '3.47.0' } } }),
    found: ['version_pinned', 'package.json:', 'forces @clerk/shared 3.47.0'],
  },
  {
    name: 'a fitting @clerk/shared by force',
    files: app({ manifest: { overrides: { '@clerk/shared': '^4.36.0' } } }),
  },
  {
    name: 'another package by force',
    files: app({ manifest: { overrides: { lodash: '3.0.0' } } }),
  },
  {
    name: 'a newer Clerk than the sources',
    files: app({ versions: { '@clerk/nextjs': '^7.9.8' } }),
    isSource: true,
    found: ['clerk_installed_twice', '@clerk/nextjs is 7.9.8', '7.9.7'],
  },
  { name: 'a newer Clerk, with the built package', files: app({ versions: { '@clerk/nextjs': '^7.9.8' } }) },
  {
    name: 'Node.js 18 alone',
    files: app({ manifest: { engines: { node: '18.x' } } }),
    found: ['node_too_old', 'Node.js 18.x', '>=20.19'],
  },
  { name: 'Node.js 18 or newer', files: app({ manifest: { engines: { node: '>=18' } } }) },
  {
    name: 'Node.js 20.11 in .nvmrc',
    files: app({ files: { '.nvmrc': 'v20.11.0\n' } }),
    found: ['node_too_old', '.nvmrc:1', '20.11.0'],
  },
  { name: 'Node.js 20 in .nvmrc', files: app({ files: { '.nvmrc': '20\n' } }) },
  {
    name: 'JavaScript, with sources',
    files: jsApp({ typescript: null }),
    isSource: true,
    found: ['typescript_missing', 'package.json does not depend on typescript', 'without --source'],
  },
  { name: 'JavaScript, with the built package', files: jsApp({ typescript: null }) },
  {
    name: 'TypeScript that is not installed',
    files: app({ versions: { typescript: null } }),
    found: ['typescript_missing', 'development dependency'],
  },
  {
    name: 'target es5, with sources',
    files: app({ files: { 'tsconfig.json': '{ "compilerOptions": { "target": "ES5" } }' } }),
    isSource: true,
    found: ['compile_target_too_old', '"target": "es5"'],
  },
  {
    name: 'target es5, with the built package',
    files: app({ files: { 'tsconfig.json': '{ "compilerOptions": { "target": "ES5" } }' } }),
  },
  {
    name: 'Pages Router without _app',
    files: app({ files: { 'pages/index.tsx': '' } }),
    found: ['pages_router_without_provider', 'pages has no _app', 'pages/_app'],
  },
  {
    name: 'Pages Router without a provider',
    files: app({ files: { 'pages/index.tsx': '', 'pages/_app.tsx': '<Component />' } }),
    found: ['pages_router_without_provider', 'pages/_app.tsx has no ClerkProvider'],
  },
  {
    name: 'Pages Router with Clerk’s provider',
    files: app({
      files: { 'pages/index.tsx': '', 'pages/_app.tsx': '<ClerkProvider><Component /></ClerkProvider>' },
    }),
  },
  { name: 'routes of the API in pages', files: app({ files: { 'pages/api/hello.ts': '' } }) },
  {
    name: 'a static export',
    files: app({ files: { 'next.config.ts': "export default { output: 'export' };\n" } }),
    found: ['static_export', 'next.config.ts', 'no proxy'],
  },
  {
    name: 'a static export, sometimes',
    files: app({
      files: {
        'next.config.ts':
          "const config = { output: process.env.MOBILE ? 'export' : undefined } satisfies object;\nexport default config;\n",
      },
    }),
    found: ['static_export'],
  },
  {
    name: 'a static export, set later',
    files: app({
      files: { 'next.config.ts': 'const config = {};\nconfig.output = "export";\nexport default config;\n' },
    }),
    found: ['static_export'],
  },
  {
    name: 'standalone',
    files: app({ files: { 'next.config.ts': "export default { output: 'standalone' };\n" } }),
  },
  {
    name: 'a route on the edge',
    files: app({ files: { 'app/api/route.ts': "export const runtime = 'edge';\n" } }),
  },
  {
    name: 'a next.config that cannot be parsed',
    files: app({ files: { 'next.config.ts': 'export default {{' } }),
    found: ['next_config_by_hand', 'cannot be parsed'],
  },
  {
    name: 'a next.config in JavaScript, with sources',
    files: {
      'package.json': app()['package.json'] ?? '',
      'app/layout.tsx': '',
      'next.config.mjs': 'export default {};\n',
    },
    isSource: true,
    found: ['next_config_by_hand', 'TypeScript'],
  },
];

test.each(CASES)('$name', async ({ files, isSource, found }) => {
  const problems = await predict(files, isSource);
  expect(problems.map(({ code }) => code)).toEqual(found ? [found[0]] : []);
  const text = problems.map(({ what, why, fix }) => `${what}\n${why}\n${fix}`).join('\n');
  for (const part of found?.slice(1) ?? []) expect(text).toContain(part);
});

test('each app has its own problems, and apps that take no part have none', async () => {
  const files = {
    'package.json': JSON.stringify({ workspaces: ['apps/*'], devDependencies: { typescript: '5.9.0' } }),
    ...Object.fromEntries(
      ['web', 'old', 'other'].flatMap((name) => [
        [
          `apps/${name}/package.json`,
          JSON.stringify({ name, dependencies: { next: name === 'web' ? '16.4.6' : '15.0.0' } }),
        ],
        [`apps/${name}/app/layout.tsx`, ''],
      ]),
    ),
  };
  const target = await readTarget(temporaryRepository(files));
  const { placements } = chooseCopy({ ...NO_OPTIONS, apps: 'web,old' }, target);
  expect(predictBuild(target, { placements }, NEEDED)).toMatchObject([
    { code: 'version_unsupported', app: 'old', what: 'next 15.0.0 (apps/old/package.json:1)' },
  ]);
  expect(() => assertVersions(target, { placements }, NEEDED)).toThrow(
    expect.objectContaining({
      code: 'target_unsupported',
      message: expect.stringContaining('old: next 15.0.0'),
    }),
  );
});
