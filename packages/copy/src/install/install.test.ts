import { describe, expect, test } from 'vitest';
import { applyPlan } from '../apply-plan.ts';
import { readUpstream } from '../source/upstream.ts';
import { readTarget } from '../target/read-target.ts';
import { NEXT_APP, readAt, snapshot, temporaryRepository, writeAt } from '../temporary-repository.fixture.ts';
import type { InstallOptions } from './choose-install.ts';
import { findInstallRecord, prepareInstall, prepareRemoval, prepareUpgrade } from './prepare-install.ts';
import type { VendoredPackage } from './vendored-package.ts';

const { changelog, clerkRange, testTools } = readUpstream();
const packed = (name: string, version: string): VendoredPackage => ({
  name,
  version,
  file: `${name.replace('@', '').replace('/', '-')}-${version}.tgz`,
  bytes: Buffer.from(`${name} ${version}`),
});
const packages = (version: string) => ({
  auth: packed('@subdomain-sso/auth', version),
  clerkLocal: packed('clerk-local', version),
  testing: undefined,
  testTools,
  clerkRange,
  changelog,
});

const OPTIONS: InstallOptions = {
  as: undefined,
  scope: undefined,
  domain: 'acme.com',
  apps: undefined,
  app: undefined,
  name: undefined,
  range: undefined,
};

async function install(root: string, options: Partial<InstallOptions> = {}) {
  const prepared = prepareInstall(await readTarget(root), { ...OPTIONS, ...options }, packages('1.0.0'));
  applyPlan(root, prepared.plan, prepared.record);
  return prepared;
}

async function remove(root: string) {
  const target = await readTarget(root);
  const found = findInstallRecord(target);
  if (!found) throw new Error('No record.');
  const { plan, record } = prepareRemoval(target, found);
  applyPlan(root, plan, record);
  return plan;
}

const manifest = (name: string, more: object = {}) =>
  `${JSON.stringify({ name, dependencies: { next: '16.4.6', react: '19.3.1', '@clerk/nextjs': '7.9.7' }, ...more }, null, 2)}\n`;
const LAYOUT = `import { ClerkProvider } from '@clerk/nextjs';

export default function Layout({ children }) {
  return (
    <ClerkProvider>
      <html lang="en">
        <body>{children}</body>
      </html>
    </ClerkProvider>
  );
}
`;
const INTL_PROXY = `import createMiddleware from 'next-intl/middleware';
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';
import { routing } from './i18n/routing';

const intl = createMiddleware(routing);
const isPrivate = createRouteMatcher(['/:locale/dashboard(.*)']);

export default clerkMiddleware(async (auth, request) => {
  if (isPrivate(request)) await auth.protect();
  return intl(request);
});

export const config = { matcher: ['/((?!api|_next|.*\\\\..*).*)'] };
`;

/** Kinds of repository, each with what must be true of it afterwards. */
const SHAPES: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly options?: Partial<InstallOptions>;
  readonly expects: Readonly<Record<string, string>>;
}[] = [
  {
    name: 'one app with src',
    files: NEXT_APP,
    expects: {
      'sso.config.ts': `rootDomain: 'acme.com'`,
      'next.config.ts': `withSso(sso, 'web', nextConfig)`,
      'src/proxy.ts': 'createAuthProxy()',
      'src/app/sign-in/[[...sign-in]]/page.tsx': '<SignIn path="/sign-in" />',
      'package.json': '"@subdomain-sso/auth": "file:vendor/subdomain-sso-auth-1.0.0.tgz"',
    },
  },
  {
    name: 'an app with next-intl in its proxy and pages below [locale]',
    files: {
      ...NEXT_APP,
      'package.json': manifest('shop'),
      'src/proxy.ts': INTL_PROXY,
      'src/app/[locale]/layout.tsx': LAYOUT,
      'src/app/[locale]/login/[[...login]]/page.tsx': `import { SignIn } from '@clerk/nextjs';\nexport default () => <SignIn />;\n`,
    },
    expects: {
      'src/proxy.ts': 'return intl(request);',
      'src/app/[locale]/layout.tsx': '<SsoProvider>',
      'sso.config.ts': `signInUrl: '/login'`,
    },
  },
  {
    name: 'an app in JavaScript with a middleware',
    files: {
      'package.json': manifest('web'),
      'next.config.mjs': 'const nextConfig = { reactStrictMode: true };\n\nexport default nextConfig;\n',
      'middleware.js': `import { clerkMiddleware } from '@clerk/nextjs/server';\n\nexport default clerkMiddleware();\n`,
      'app/layout.jsx': LAYOUT,
      'app/page.jsx': 'export default () => null;\n',
    },
    expects: {
      'sso.config.mjs': `primary: 'web'`,
      'next.config.mjs': `from './sso.config.mjs'`,
      'middleware.js': 'createAuthProxy(',
      'app/sign-up/[[...sign-up]]/page.jsx': '<SignUp',
    },
  },
  {
    name: 'a workspace of two apps',
    files: {
      'package.json': `${JSON.stringify({ name: 'root', private: true, packageManager: 'pnpm@12.0.0' }, null, 2)}\n`,
      'pnpm-workspace.yaml': 'packages:\n  - apps/*\n',
      'packages/auth/package.json': '{ "name": "@repo/auth", "private": true }\n',
      'apps/web/package.json': manifest('web'),
      'apps/web/app/page.tsx': 'export default () => null;\n',
      'apps/admin/package.json': manifest('admin'),
      'apps/admin/app/page.tsx': 'export default () => null;\n',
    },
    options: { scope: '@acme', apps: 'web,admin:protected' },
    expects: {
      'packages/sso/sso.config.ts': `admin: { posture: 'protected'`,
      'packages/sso/package.json': '"file:../../vendor/subdomain-sso-auth-1.0.0.tgz"',
      'pnpm-workspace.yaml': '- packages/sso',
      'apps/web/package.json': '"@acme/sso": "workspace:*"',
      'apps/admin/next.config.ts': `withSso(sso, 'admin')`,
      'apps/admin/proxy.ts': 'createAuthProxy()',
    },
  },
];

describe.each(SHAPES)('$name', ({ files, options, expects }) => {
  test('gets few files, and keeps its own', async () => {
    const root = temporaryRepository(files);
    const { plan } = await install(root, options);
    // New lines have the quotes of the file that they are in.
    const plain = (text: string) => text.replaceAll('"', "'");
    for (const [path, text] of Object.entries(expects)) {
      expect(plain(readAt(root, path))).toContain(plain(text));
    }
    const created = plan.files.filter(({ kind }) => kind === 'create');
    const apps =
      Object.keys(files).filter((path) => /(^|\/)apps\/[^/]+\/package\.json$/.test(path)).length || 1;
    expect(created.length).toBeLessThanOrEqual(4 * apps);
    const lines = created.flatMap((file) => ('text' in file ? file.text.split('\n') : []));
    expect(lines.length).toBeLessThan(300);
  });

  test('is as before once everything is taken out', async () => {
    const root = temporaryRepository(files);
    const before = snapshot(root);
    await install(root, options);
    await remove(root);
    expect(snapshot(root)).toEqual(before);
  });

  test('what the team wrote afterwards stays, also when everything is taken out', async () => {
    const root = temporaryRepository(files);
    await install(root, options);
    const proxy = Object.keys(expects).find((path) => /(proxy|middleware)\.[jt]s$/.test(path)) ?? '';
    writeAt(root, proxy, `${readAt(root, proxy)}// Ours.\n`);
    await remove(root);
    expect(readAt(root, proxy)).toContain('// Ours.');
  });

  test('gets a newer package by an update, and nothing else changes', async () => {
    const root = temporaryRepository(files);
    await install(root, options);
    const before = snapshot(root);
    const target = await readTarget(root);
    const found = findInstallRecord(target);
    if (!found) throw new Error('No record.');
    const { plan, record } = prepareUpgrade(target, found, packages('1.1.0'));
    applyPlan(root, plan, record);
    const after = snapshot(root);
    const changed = Object.keys({ ...before, ...after }).filter((path) => before[path] !== after[path]);
    expect(changed.filter((path) => !/package\.json$|^vendor\/|^\.sso-copy\.json$/.test(path))).toEqual([]);
    expect(JSON.stringify(after)).not.toContain('auth-1.0.0.tgz');
    await remove(root);
    expect(snapshot(root)).toEqual(snapshot(temporaryRepository(files)));
  });
});

test('a second installation is refused, and says how to update', async () => {
  const root = temporaryRepository(NEXT_APP);
  await install(root);
  await expect(install(root)).rejects.toMatchObject({
    code: 'already_copied',
    message: expect.stringContaining('--update'),
  });
});

test('a package or folder of theirs is never written to', async () => {
  const files = {
    ...SHAPES[3]?.files,
    'packages/sso/package.json': '{ "name": "@acme/sso" }\n',
  };
  const root = temporaryRepository(files);
  await expect(install(root, { scope: '@acme' })).rejects.toMatchObject({ code: 'name_taken' });
  expect(snapshot(root)).toEqual(snapshot(temporaryRepository(files)));
});

test('an app whose routes under /api ask who is there gets a matcher that includes them', async () => {
  const root = temporaryRepository({
    ...NEXT_APP,
    'src/app/api/me/route.ts': `import { currentUser } from '@clerk/nextjs/server';\nexport const GET = async () => Response.json(await currentUser());\n`,
  });
  await install(root);
  expect(readAt(root, 'src/proxy.ts')).not.toContain('api/');
});

test('the script for the local Clerk names every app, at the port of its dev script', async () => {
  const root = temporaryRepository({
    ...SHAPES[3]?.files,
    'apps/admin/package.json': manifest('admin', { scripts: { dev: 'next dev -p 3000' } }),
  });
  const { plan } = await install(root, { scope: '@acme', apps: 'web,admin,docs' });
  const { scripts } = JSON.parse(readAt(root, 'package.json'));
  expect(scripts.clerk).toBe(
    'clerk-local --domain acme.localhost --app web=3001 --app admin=3000 --app docs=3002 --write-env apps/web/.env.local --write-env apps/admin/.env.local',
  );
  expect(plan.notes).toContainEqual(expect.stringMatching(/^apps\/web: write the port/));
});

test('an sso.config.ts of their own is never replaced', async () => {
  const files = { ...NEXT_APP, 'sso.config.ts': 'theirs' };
  const root = temporaryRepository(files);
  await expect(install(root)).rejects.toMatchObject({
    code: 'name_taken',
    message: expect.stringContaining('sso.config.ts'),
  });
  expect(snapshot(root)).toEqual(files);
});

test('versions that do not run with the package are refused before anything is planned', async () => {
  const old = NEXT_APP['package.json'].replace('16.4.3', '15.5.0');
  await expect(install(temporaryRepository({ ...NEXT_APP, 'package.json': old }))).rejects.toMatchObject({
    code: 'target_unsupported',
    message: expect.stringContaining('web: next 15.5.0 (package.json:4)'),
  });
});

test.each([{ as: 'packages/sso' }, { name: '@acme/sso' }])(
  '%o is refused for a single app, rather than ignored',
  async (options) => {
    await expect(install(temporaryRepository(NEXT_APP), options)).rejects.toMatchObject({
      code: 'invalid_usage',
    });
  },
);

test.each([{ as: '../elsewhere' }, { as: 'node_modules/sso' }, { name: 'Not A Name' }, { domain: 'co.uk' }])(
  '%o is refused',
  async (options) => {
    const root = temporaryRepository(SHAPES[3]?.files ?? {});
    await expect(install(root, options)).rejects.toMatchObject({ code: 'invalid_usage' });
  },
);

describe('an update', () => {
  const update = async (root: string, given: ReturnType<typeof packages>) => {
    const target = await readTarget(root);
    const found = findInstallRecord(target);
    if (!found) throw new Error('No record.');
    const { plan, record } = prepareUpgrade(target, found, given);
    applyPlan(root, plan, record);
    return { plan, record };
  };

  test('leaves out what the team left out', async () => {
    const root = temporaryRepository(NEXT_APP);
    const { plan, record } = prepareInstall(await readTarget(root), OPTIONS, {
      ...packages('1.0.0'),
      clerkLocal: undefined,
    });
    applyPlan(root, plan, record);
    await update(root, packages('1.1.0'));
    expect(Object.keys(snapshot(root)).filter((path) => path.startsWith('vendor/'))).toEqual([
      'vendor/subdomain-sso-auth-1.1.0.tgz',
    ]);
  });

  test('brings a version that was built again with other contents, and says to install', async () => {
    const root = temporaryRepository(NEXT_APP);
    await install(root);
    const again = packages('1.0.0');
    const auth = { ...again.auth, bytes: Buffer.from('built again') };
    const { plan } = await update(root, { ...again, auth });
    expect(readAt(root, `vendor/${auth.file}`)).toBe('built again');
    expect(plan.notes).toEqual([expect.stringContaining('install again')]);
  });

  test('of the same packages changes nothing', async () => {
    const root = temporaryRepository(NEXT_APP);
    await install(root);
    const before = snapshot(root);
    const { plan, record } = await update(root, packages('1.0.0'));
    expect([plan.files, plan.edits, plan.notes, record.size]).toEqual([[], [], [], 0]);
    expect(snapshot(root)).toEqual(before);
  });

  test('of a range of versions is left to the package manager, and says so', async () => {
    const root = temporaryRepository(NEXT_APP);
    await install(root, { range: '^1.0.0' });
    const before = snapshot(root);
    const { plan } = await update(root, packages('1.1.0'));
    expect(plan.notes).toEqual([expect.stringContaining('^1.0.0')]);
    expect(snapshot(root)).toEqual(before);
  });
});
