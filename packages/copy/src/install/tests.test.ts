import { describe, expect, test } from 'vitest';
import { applyPlan } from '../apply-plan.ts';
import { readUpstream } from '../source/upstream.ts';
import { readTarget } from '../target/read-target.ts';
import { NEXT_APP, readAt, snapshot, temporaryRepository, writeAt } from '../temporary-repository.fixture.ts';
import type { InstallOptions } from './choose-install.ts';
import { findInstallRecord, prepareInstall, prepareRemoval, prepareUpgrade } from './prepare-install.ts';
import type { VendoredPackage } from './vendored-package.ts';

/** `sso copy --tests`: a Playwright config, one spec, and what they need. */

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
  testing: packed('@subdomain-sso/testing', version),
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

async function record(root: string) {
  const found = findInstallRecord(await readTarget(root));
  if (!found) throw new Error('No record.');
  return found;
}

async function remove(root: string) {
  const { plan, record: files } = prepareRemoval(await readTarget(root), await record(root));
  applyPlan(root, plan, files);
}

const WORKSPACE = {
  'package.json': '{ "name": "root", "private": true, "workspaces": ["apps/*"] }\n',
  '.gitignore': 'node_modules',
  'apps/web/package.json': NEXT_APP['package.json'].replace('"web"', '"web"'),
  'apps/web/app/layout.tsx': `import "./x.css"\n\nexport default ({ children }) => (\n\t<html>{children}</html>\n)\n`,
  'apps/web/app/page.tsx': 'export default () => null;\n',
  'apps/my-admin/package.json': NEXT_APP['package.json'].replace('"web"', '"my-admin"'),
  'apps/my-admin/app/page.tsx': 'export default () => null;\n',
};
const JAVASCRIPT = {
  'package.json': NEXT_APP['package.json'],
  'next.config.mjs': 'export default {};\n',
  'app/layout.jsx': 'export default ({ children }) => children;\n',
  'app/page.jsx': 'export default () => null;\n',
};

describe.each([
  { name: 'one app', files: NEXT_APP, options: {}, end: 'ts' },
  { name: 'a workspace', files: WORKSPACE, options: { as: 'shared/registry' }, end: 'ts' },
  { name: 'JavaScript', files: JAVASCRIPT, options: {}, end: 'js' },
])('$name', ({ files, options, end }) => {
  const config = `playwright.config.${end}`;
  const spec = `e2e/sso.spec.${end}`;

  test('gets a config and a spec of ten lines, and nothing else that it would not get without', async () => {
    const [without, root] = [temporaryRepository(files), temporaryRepository(files)];
    const plain = prepareInstall(
      await readTarget(without),
      { ...OPTIONS, ...options },
      { ...packages('1.0.0'), testing: undefined },
    );
    const { plan } = await install(root, options);
    const paths = (plans: typeof plan) => [...plans.files, ...plans.edits].map(({ path }) => path);
    expect(
      paths(plan)
        .filter((path) => !paths(plain.plan).includes(path))
        .toSorted(),
    ).toEqual(['.gitignore', config, spec].toSorted());
    const lines = readAt(root, spec).trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(10);
    expect(readAt(root, config).split('\n').length).toBeLessThan(50);
  });

  test('is as before once everything is taken out', async () => {
    const root = temporaryRepository(files);
    await install(root, options);
    await remove(root);
    expect(snapshot(root)).toEqual(files);
  });

  test('gets the newer suite by an update', async () => {
    const root = temporaryRepository(files);
    await install(root, options);
    const texts = [readAt(root, config), readAt(root, spec)];
    const prepared = prepareUpgrade(await readTarget(root), await record(root), packages('1.1.0'));
    applyPlan(root, prepared.plan, prepared.record);
    expect(readAt(root, 'package.json')).toContain('vendor/subdomain-sso-testing-1.1.0.tgz');
    expect(Object.keys(snapshot(root)).filter((path) => path.includes('testing-'))).toEqual([
      'vendor/subdomain-sso-testing-1.1.0.tgz',
    ]);
    expect([readAt(root, config), readAt(root, spec)]).toEqual(texts);
  });

  test('its manifest names the suite, the registry’s package, Playwright and @clerk/testing once', async () => {
    const root = temporaryRepository(files);
    await install(root, options);
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readAt(root, 'package.json'));
    expect({ ...dependencies, ...devDependencies }).toMatchObject({
      '@subdomain-sso/testing': 'file:vendor/subdomain-sso-testing-1.0.0.tgz',
      '@subdomain-sso/auth': 'file:vendor/subdomain-sso-auth-1.0.0.tgz',
      '@playwright/test': testTools['@playwright/test'],
      '@clerk/testing': testTools['@clerk/testing'],
    });
    expect(Object.keys(dependencies).filter((name) => name in devDependencies)).toEqual([]);
  });
});

test('the config starts the local Clerk and the apps that are here, in the style of the repository', async () => {
  const root = temporaryRepository(WORKSPACE);
  await install(root, { apps: 'my-admin,web,elsewhere' });
  expect(readAt(root, 'playwright.config.ts')).toMatchInlineSnapshot(`
    "import { defineConfig } from '@playwright/test';
    import { localClerkServer } from '@subdomain-sso/testing/local-clerk-server';
    import { sso } from './packages/sso/sso.config';

    /** One that listens already is used, such as that of \`next dev\`. */
    const app = (cwd: string, port: number) => ({
      command: \`npm run build && npx next start -p \${port}\`,
      cwd,
      port,
      timeout: 600000,
      reuseExistingServer: true,
    });

    export default defineConfig({
      testDir: 'e2e',
      timeout: 120000,
      expect: { timeout: 30000 },
      webServer: [
        localClerkServer(sso, {
          ports: {
            'my-admin': 3000,
            web: 3001,
            elsewhere: 3002,
          },
          envFiles: [
            '.env.local',
            'apps/my-admin/.env.local',
            'apps/web/.env.local',
          ],
        }),
        // elsewhere is in another repository: start it there, at port 3002.
        app('apps/my-admin', 3000),
        app('apps/web', 3001),
      ],
    });
    "
  `);
  expect(readAt(root, 'e2e/sso.spec.ts')).toMatchInlineSnapshot(`
    "import { defineSsoTests } from '@subdomain-sso/testing';
    import { sso } from '../packages/sso/sso.config';

    /** Sign-in, sign-out, return addresses, cookies and tokens, on all apps of the registry. */
    defineSsoTests(sso);
    "
  `);
  expect(readAt(root, '.gitignore')).toBe('node_modules\ntest-results/\n');
});

test('a Playwright config of their own stays, its folder gets the spec, and the lines to add are printed', async () => {
  const own = `import { defineConfig } from '@playwright/test';\n\nexport default defineConfig({ testDir: './tests/browser' });\n`;
  const root = temporaryRepository({ ...NEXT_APP, 'playwright.config.mts': own });
  const { plan } = await install(root);
  expect(readAt(root, 'playwright.config.mts')).toBe(own);
  expect(readAt(root, 'tests/browser/sso.spec.ts')).toContain('from "../../sso.config"');
  expect(plan.manualSteps).toEqual([
    {
      path: 'playwright.config.mts',
      why: expect.stringContaining('it is yours'),
      lines: expect.stringContaining('localClerkServer(sso, {'),
    },
  ]);
  await remove(root);
  expect(snapshot(root)).toEqual({ ...NEXT_APP, 'playwright.config.mts': own });
});

test('a spec of theirs with that name is never replaced', async () => {
  const files = { ...NEXT_APP, 'e2e/sso.spec.ts': 'theirs' };
  const root = temporaryRepository(files);
  await expect(install(root)).rejects.toMatchObject({ code: 'name_taken' });
  expect(snapshot(root)).toEqual(files);
});

test('a Playwright that they have keeps its version', async () => {
  const root = temporaryRepository(NEXT_APP);
  const manifest = JSON.parse(NEXT_APP['package.json']);
  writeAt(
    root,
    'package.json',
    JSON.stringify({ ...manifest, devDependencies: { '@playwright/test': '1.62.0' } }),
  );
  await install(root);
  expect(JSON.parse(readAt(root, 'package.json')).devDependencies['@playwright/test']).toBe('1.62.0');
});

test.each([
  { prefix: 'always', routing: `defineRouting({ locales: ['en', 'de'], defaultLocale: 'de' })`, pages: true },
  {
    prefix: 'as-needed',
    routing: `defineRouting({ locales: ['en'], defaultLocale: 'en', localePrefix: 'as-needed' })`,
    pages: false,
  },
])('below a language, with its prefix $prefix, the home page is where it is', async ({ routing, pages }) => {
  const root = temporaryRepository({
    'package.json': NEXT_APP['package.json'],
    'next.config.ts': 'export default {};\n',
    'src/i18n/routing.ts': `export const routing = ${routing};\n`,
    'src/app/[locale]/layout.tsx': 'export default ({ children }) => <html>{children}</html>;\n',
    'src/app/[locale]/page.tsx': 'export default () => null;\n',
  });
  await install(root);
  expect(readAt(root, 'e2e/sso.spec.ts').includes(`web: '/de'`)).toBe(pages);
});
