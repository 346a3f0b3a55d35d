import { appDependencies, IGNORED, manifest, TYPES, tsconfig, WHO_PAGE } from '../adoption/shape.ts';

/** Where the repository's own Playwright starts what it needs. */
export interface Places {
  /** Of every address. */
  readonly port: number;
  readonly ports: { readonly login: number; readonly shop: number };
}

/** A repository with two small apps, the suite and its config, as text by path. The three packages are tarballs in its root. */
export function loginAndShop(places: Places): Readonly<Record<string, string>> {
  return {
    '.gitignore': `${IGNORED}*.tgz\n`,
    'package.json': manifest({
      name: 'theirs',
      private: true,
      type: 'module',
      workspaces: ['apps/*'],
      dependencies: { '@subdomain-sso/auth': 'file:auth.tgz' },
      devDependencies: {
        ...TYPES,
        '@clerk/testing': '2.2.36',
        '@playwright/test': '1.65.1',
        '@subdomain-sso/testing': 'file:testing.tgz',
        'clerk-local': 'file:clerk-local.tgz',
      },
    }),
    'tsconfig.json': manifest({
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'nodenext',
        target: 'ES2023',
        skipLibCheck: true,
        allowImportingTsExtensions: true,
        types: ['node'],
      },
      include: ['*.ts', 'e2e/*.ts'],
    }),
    'sso.config.ts': REGISTRY,
    'playwright.config.ts': playwrightConfig(places),
    'e2e/sso.spec.ts': SUITE,
    'e2e/own.spec.ts': OWN_TESTS,
    ...app('login'),
    ...app('shop'),
    'apps/login/app/sign-in/[[...sign-in]]/page.tsx': SIGN_IN,
    'apps/shop/proxy-without-azp.txt': PROXY_WITHOUT_AZP,
  };
}

function app(name: string): Record<string, string> {
  return {
    [`apps/${name}/package.json`]: manifest({
      name,
      private: true,
      type: 'module',
      scripts: { build: 'next build' },
      dependencies: appDependencies(),
      devDependencies: TYPES,
    }),
    [`apps/${name}/tsconfig.json`]: tsconfig('ES2017'),
    [`apps/${name}/next.config.ts`]: `import { withSso } from '@subdomain-sso/auth/next-config';
import { sso } from '../../sso.config';

export default withSso(sso, '${name}');
`,
    [`apps/${name}/proxy.ts`]: `import { createAuthProxy } from '@subdomain-sso/auth/proxy';

export const proxy = createAuthProxy();
export const config = { matcher: ['/((?!_next/static/|favicon\\\\.ico$|icon\\\\.svg$).*)'] };
`,
    [`apps/${name}/app/layout.tsx`]: LAYOUT,
    [`apps/${name}/app/page.tsx`]: WHO_PAGE,
  };
}

function playwrightConfig({ port, ports }: Places): string {
  return `import { defineConfig } from '@playwright/test';
import { localClerkServer } from '@subdomain-sso/testing/local-clerk-server';
import { sso } from './sso.config.ts';

const executablePath = process.env.CHROMIUM;
const next = (app: string, port: number) => ({
  command: \`npx next start -p \${port}\`,
  cwd: \`apps/\${app}\`,
  port,
});

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  reporter: 'json',
  use: {
    launchOptions: { ...(executablePath && { executablePath }), args: ['--no-sandbox'] },
  },
  webServer: [
    localClerkServer(sso, {
      port: ${port},
      ports: ${JSON.stringify(ports)},
      envFiles: ['.env.local', 'apps/login/.env.local', 'apps/shop/.env.local'],
    }),
    next('login', ${ports.login}),
    next('shop', ${ports.shop}),
  ],
});
`;
}

const REGISTRY = `import { defineSso } from '@subdomain-sso/auth/define-sso';

export const sso = defineSso({
  rootDomain: 'acme.example',
  localRootDomain: 'acme.localhost',
  primary: 'login',
  apps: {
    login: { posture: 'mixed', vercelProject: 'login', callers: [] },
    shop: { posture: 'protected', vercelProject: 'shop', callers: [] },
  },
});
`;

const SUITE = `import { defineSsoTests } from '@subdomain-sso/testing';
import { sso } from '../sso.config.ts';

defineSsoTests(sso);
`;

/** Every fixture and matcher once. */
const OWN_TESTS = `import type {} from '@clerk/testing/playwright';
import { createSsoTest, SsoTestError } from '@subdomain-sso/testing';
import { sso as registry } from '../sso.config.ts';

const { test, expect } = createSsoTest(registry, { accounts: { ada: { email: 'ada@acme.test' } } });

test.describe('signed in by name', () => {
  test.use({ as: 'ada', organization: 'acme' });

  test('an account of the seed, in an organization of the seed', async ({ page, context, sso, account }) => {
    await page.goto(sso.url('shop'));
    await expect(page).toBeSignedInAs('ada@acme.test');
    await expect(page).not.toBeSignedOut({ timeout: 100 });
    await expect(context).toHaveTokenOf('shop');
    await expect(page.locator('#who')).toHaveText(account.userId);
    const slug = await page.evaluate(() => window.Clerk.organization?.slug);
    expect(slug).toBe('acme');
  });

  test('session sync is told from a page', async ({ page, context, sso }) => {
    await page.goto(sso.url('login'));
    await expect(context).toHaveTokenOf('login');
    const [sync] = await Promise.all([
      page.waitForResponse((response) => response.url() === sso.url('shop')),
      page.goto(sso.url('shop')),
    ]);
    expect(sync).toBeSessionSync();
    await expect(page).toBeSignedInAs('ada@acme.test');
    const again = await page.reload();
    expect(again && again.status()).toBe(200);
    if (again) expect(again).not.toBeSessionSync();
  });
});

test.describe('a tenant of the worker', () => {
  test.use({ as: 'owner' });

  test('is active for its owner', async ({ page, sso, tenant, account }) => {
    await page.goto(sso.url('shop'));
    await expect(page).toBeSignedInAs(account.email);
    const id = await page.evaluate(() => window.Clerk.organization?.id);
    expect(id).toBe(tenant.id);
  });

  test('a session ends when time goes on', async ({ page, sso, advanceTime }) => {
    await page.goto(sso.url('shop'));
    await expect(page.locator('#who')).toHaveText(/^user_/);
    await advanceTime(8 * 24 * 60 * 60 * 1000);
    await page.reload();
    await expect(page).toBeSignedOut();
  });
});

test('mails, and what an error says', async ({ inbox, tenancy }) => {
  expect(await inbox.latestCode('new+clerk_test@acme.test')).toBe('424242');
  expect(await inbox.messages('ada@acme.test')).toEqual([]);
  const error = await tenancy.account('nobody').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SsoTestError);
  expect(String(error)).toContain('owner, member, outsider, ada');
});
`;

const LAYOUT = `import { SsoProvider } from '@subdomain-sso/auth/client';

export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>
        <SsoProvider>{children}</SsoProvider>
      </body>
    </html>
  );
}
`;

const SIGN_IN = `import { SignIn } from '@clerk/nextjs';
import { ReturnUrlFragment } from '@subdomain-sso/auth/client';

export default function Page() {
  return (
    <>
      <ReturnUrlFragment />
      <SignIn path="/sign-in" />
    </>
  );
}
`;

const PROXY_WITHOUT_AZP = `import { clerkMiddleware } from '@clerk/nextjs/server';

export default clerkMiddleware();
export const config = { matcher: ['/((?!_next/static/|favicon\\\\.ico$|icon\\\\.svg$).*)'] };
`;
