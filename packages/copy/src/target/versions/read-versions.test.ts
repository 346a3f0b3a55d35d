import { expect, test } from 'vitest';
import { commitAll, temporaryRepository } from '../../temporary-repository.fixture.ts';
import { readTarget } from '../read-target.ts';

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
const app = (dependencies: Readonly<Record<string, string>>, folder = '') => ({
  [`${folder}package.json`]: json({ name: 'web', dependencies: { next: '^16.0.0', ...dependencies } }),
  [`${folder}app/page.tsx`]: '',
});
const npmLock = (versions: Readonly<Record<string, string>>) =>
  json({
    lockfileVersion: 3,
    packages: Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
    ),
  });
const onDisk = (name: string, version: string, folder = '') => ({
  [`${folder}node_modules/${name}/package.json`]: json({ name, version }),
});

const CASES = [
  {
    name: 'a range alone',
    files: app({}),
    next: { range: '^16.0.0', file: 'package.json', line: 4, installed: null, installedBy: null },
  },
  {
    name: 'a lock file',
    files: { ...app({}), 'package-lock.json': npmLock({ next: '16.0.3' }) },
    next: { installed: '16.0.3', installedBy: 'package-lock.json' },
  },
  {
    name: 'a lock file that was written before the range was raised',
    files: { ...app({}), 'package-lock.json': npmLock({ next: '15.5.0' }) },
    next: { range: '^16.0.0', installed: null, installedBy: null },
  },
  {
    name: 'an old lock file beside a new installation',
    files: {
      ...app({}),
      'package-lock.json': npmLock({ next: '15.5.0' }),
      ...onDisk('next', '16.4.6'),
    },
    next: { installed: '16.4.6', installedBy: 'node_modules' },
  },
  {
    name: 'installed, without a lock file',
    files: { ...app({}), ...onDisk('next', '16.4.6') },
    next: { installed: '16.4.6', installedBy: 'node_modules' },
  },
  {
    name: 'a tag, and a lock file',
    files: { ...app({ next: 'latest' }), 'package-lock.json': npmLock({ next: '15.5.0' }) },
    next: { range: 'latest', installed: '15.5.0' },
  },
  {
    name: 'an alias',
    files: app({ next: 'npm:@acme/next@15.5.0' }),
    next: { range: '15.5.0', installed: null },
  },
  {
    name: 'a prerelease of the range',
    files: { ...app({ next: '16.5.0-canary.1' }), ...onDisk('next', '16.5.0-canary.1') },
    next: { installed: '16.5.0-canary.1' },
  },
] as const;

test.each(CASES)('$name', async ({ files, next }) => {
  const { apps } = await readTarget(temporaryRepository(files));
  expect(apps[0].versions.next).toMatchObject(next);
});

test('a dependency that is nowhere is null', async () => {
  const { apps } = await readTarget(temporaryRepository(app({})));
  expect(apps[0].versions).toMatchObject({ react: null, clerk: null, typescript: null });
});

test('a named catalog and a lock file of a workspace count for one app of it that is the target', async () => {
  const root = temporaryRepository({
    'package.json': json({ name: 'acme' }),
    'pnpm-workspace.yaml':
      'packages: [apps/*]\ncatalogs:\n  next15:\n    next: 15.5.0\n    "@clerk/nextjs": ^6.1.0\n',
    'pnpm-lock.yaml':
      "lockfileVersion: '9.0'\nimporters:\n  apps/web:\n    dependencies:\n      '@clerk/nextjs':\n        specifier: catalog:next15\n        version: 6.30.0(react@19.0.0)\n",
    ...app({ next: 'catalog:next15', '@clerk/nextjs': 'catalog:next15' }, 'apps/web/'),
  });
  commitAll(root);
  for (const folder of ['', '/apps/web']) {
    const up = folder === '' ? '' : '../../';
    const { versions } = (await readTarget(`${root}${folder}`)).apps[0];
    expect(versions.next).toMatchObject({ range: '15.5.0', file: `${up}pnpm-workspace.yaml`, line: 4 });
    expect(versions.clerk).toEqual({
      range: '^6.1.0',
      file: `${up}pnpm-workspace.yaml`,
      line: 5,
      installed: '6.30.0',
      installedBy: `${up}pnpm-lock.yaml`,
    });
  }
});

test('Clerk may come from a package of the workspace, and TypeScript from its root', async () => {
  const { apps } = await readTarget(
    temporaryRepository({
      'package.json': json({
        workspaces: ['apps/*', 'packages/*'],
        devDependencies: { typescript: '^5.9.0' },
      }),
      ...app({ '@repo/ui': '*' }, 'apps/web/'),
      'packages/ui/package.json': json({ name: '@repo/ui', dependencies: { '@repo/auth': '*' } }),
      'packages/auth/package.json': json({ name: '@repo/auth', dependencies: { '@clerk/nextjs': '6.1.0' } }),
      'packages/other/package.json': json({ name: '@repo/other', dependencies: { react: '18.0.0' } }),
    }),
  );
  expect(apps[0].versions).toMatchObject({
    clerk: { range: '6.1.0', file: 'packages/auth/package.json' },
    typescript: { range: '^5.9.0', file: 'package.json' },
    react: null,
  });
});
