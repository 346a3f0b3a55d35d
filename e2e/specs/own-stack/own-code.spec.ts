import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createClerkClient } from '@clerk/backend';
import type { BrowserContext, Page } from '@playwright/test';
import { type AppStack, startAppStack } from '@repo/stack/app-stack';
import { NAVIGATION, rawRequest } from '../../fixtures/raw-request.ts';
import { buildApp } from '../../fixtures/servers/outside-repository.ts';
import { redeemTicket } from '../../fixtures/sign-in.ts';
import { expect, test } from '../../fixtures/test.ts';
import { TIME_SCALE } from '../../fixtures/time-scale.ts';
import { createUser } from '../../fixtures/users.ts';

/**
 * A team's own code in the proxy, on production builds: `e2e/own-code` once for each kind.
 *
 * Topology: a Clerk of their own; account without a handler; platform (protected) and academy (mixed) with next-intl, portal
 * (protected) with a library for the content security policy, docs (public) with tenants, handbook (staff) under a base path.
 */
const HOSTS = {
  account: { mode: 'none', basePath: '' },
  platform: { mode: 'locales-always', basePath: '' },
  academy: { mode: 'locales-as-needed', basePath: '' },
  portal: { mode: 'content-security-policy', basePath: '' },
  docs: { mode: 'tenants', basePath: '' },
} as const;

type Host = keyof typeof HOSTS;

const DIRECTORY = join(import.meta.dirname, '../../own-code');

let stack: AppStack<Host> | undefined;
/** The same code under a base path, as platform. */
let underBasePath: AppStack<'account' | 'platform'> | undefined;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(400_000 * TIME_SCALE);
  // The types are checked by the typecheck of the repository. No other spec needs this build, so it is no task of turbo.
  await buildApp(DIRECTORY, { SSO_TYPES_CHECKED: '1' }, 'build-for-spec');
  const common = {
    env: process.env,
    mode: 'production',
    rootDomain: 'acme.localhost',
    primary: 'account',
    signInPaths: { signIn: '/sign-in', signUp: '/sign-in' },
  } as const;
  stack = await startAppStack({ ...common, apps: (Object.keys(HOSTS) as Host[]).map((name) => appOf(name)) });
  underBasePath = await startAppStack({
    ...common,
    apps: [
      appOf('account'),
      { ...appOf('platform'), firstPage: '/app/no-access', variables: () => BASE_PATH },
    ],
  });
});

test.afterAll(() => Promise.all([stack?.close(), underBasePath?.close()]));

const BASE_PATH = { OWN_CODE_APP: 'platform', OWN_CODE_MODE: 'none', OWN_CODE_BASE_PATH: '/app' };

function appOf<Name extends Host>(name: Name) {
  const variables = { OWN_CODE_APP: name, OWN_CODE_MODE: HOSTS[name].mode };
  return { name, directory: DIRECTORY, firstPage: '/', variables: () => variables };
}

function running(): AppStack<Host> {
  if (!stack) throw new Error('beforeAll did not start the apps.');
  return stack;
}

/** Signs a new user in, on the account app of a stack. */
async function signIn(page: Page, { clerk, originOf }: AppStack<'account'> = running()): Promise<string> {
  const instance = { publishableKey: clerk.publishableKey, secretKey: clerk.secretKey, apiUrl: clerk.url };
  const backend = createClerkClient({ ...instance, apiUrl: clerk.url });
  const { userId } = await createUser({ client: backend });
  const { token } = await backend.signInTokens.createSignInToken({ userId, expiresInSeconds: 600 });
  await page.goto(originOf('account'));
  await redeemTicket(page, token, instance);
  await expect(page.locator('#browser')).toHaveText(userId);
  return userId;
}

/** As when the browser comes back after a minute: the session lives, and the app has no valid token. */
async function letTokenExpire(context: BrowserContext, origin: string): Promise<void> {
  await context.clearCookies({ name: /^__session/, domain: new URL(origin).hostname });
}

const server = (page: Page) => page.locator('#server');
/** Of the app's page: the session sync page has headings of its own, which are hidden. */
const heading = (page: Page) => page.locator('h1').filter({ visible: true });

/** Sends a request without a browser, to one of these apps. */
const ask = (host: Host, path: string, headers: Readonly<Record<string, string>> = NAVIGATION) => {
  const { originOf, port } = running();
  return rawRequest(host, { path, port, headers: { ...headers, host: new URL(originOf(host)).host } });
};

test('the apps listen on loopback only', async () => {
  // A control: a server on every interface is reached at each of these addresses.
  const open = createServer();
  open.listen(0, '0.0.0.0');
  await once(open, 'listening');
  const { port } = open.address() as AddressInfo;
  const reached = await Promise.all(otherAddresses().map((host) => accepts(host, port)));
  open.close();
  expect(reached).toContain(true);
  for (const appPort of running().appPorts) {
    expect(await accepts('localhost', appPort)).toBe(true);
    for (const host of otherAddresses()) expect(await accepts(host, appPort), host).toBe(false);
  }
});

/** IPv4 addresses of this machine on other interfaces; on Linux 127.0.0.2, too, which only a server on every interface answers. */
function otherAddresses(): readonly string[] {
  const found = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outer = found.flatMap(({ address, family, internal }) =>
    family === 'IPv4' && !internal ? address : [],
  );
  return process.platform === 'linux' ? [...outer, '127.0.0.2'] : outer;
}

function accepts(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}

test.describe('next-intl', () => {
  test('with a prefix always: a first visit is synced, redirected to its locale and translated', async ({
    page,
    context,
  }) => {
    const userId = await signIn(page);
    const origin = running().originOf('platform');
    await page.goto(`${origin}/?a=1`);
    await page.waitForURL(`${origin}/en?a=1`);
    await expect(heading(page)).toHaveText('Welcome');
    await expect(server(page)).toHaveText(userId);
    await page.goto(`${origin}/de`);
    await expect(heading(page)).toHaveText('Willkommen');
    await expect(page.locator('#locale')).toHaveText('de de');
    // The cookie of next-intl came along with the redirect and the page.
    await page.goto(`${origin}/`);
    await page.waitForURL(`${origin}/de`);
    await letTokenExpire(context, origin);
    await page.goto(`${origin}/de/private`);
    await expect(heading(page)).toHaveText('Willkommen, private');
    await expect(server(page)).toHaveText(userId);
  });

  test('with a prefix always: an anonymous user signs in and comes back to the page with its prefix', async ({
    page,
  }) => {
    const { originOf } = running();
    await page.goto(`${originOf('platform')}/de/private?a=1`);
    await page.waitForURL((url) => url.origin === originOf('account') && url.pathname === '/sign-in');
    expect(new URL(page.url()).searchParams.get('redirect_url')).toBe(
      `${originOf('platform')}/de/private?a=1`,
    );
  });

  test('with a prefix as needed: the default locale is rewritten, the session is there in both', async ({
    page,
  }) => {
    const origin = running().originOf('academy');
    await page.goto(`${origin}/`);
    await expect(page.locator('#locale')).toHaveText('en en');
    await expect(server(page)).toHaveText('nobody');
    expect(page.url()).toBe(`${origin}/`);
    await page.goto(`${origin}/en`);
    await page.waitForURL(`${origin}/`);
    const userId = await signIn(page);
    await page.goto(`${origin}/`);
    await expect(server(page)).toHaveText(userId);
    await page.goto(`${origin}/de`);
    await expect(page.locator('#locale')).toHaveText('de de');
    await expect(server(page)).toHaveText(userId);
  });

  test('auth.protect() in the handler sends an anonymous user of a mixed app to sign in, also in a soft navigation', async ({
    page,
  }) => {
    const { originOf } = running();
    await page.goto(`${originOf('academy')}/de`);
    await expect(page.locator('#browser')).toHaveText('nobody');
    await page.getByRole('link', { name: 'private' }).click();
    await page.waitForURL((url) => url.origin === originOf('account') && url.pathname === '/sign-in');
    expect(new URL(page.url()).searchParams.get('redirect_url')).toBe(`${originOf('academy')}/de/private`);
    await signIn(page);
    await page.goto(`${originOf('academy')}/de/private`);
    await expect(heading(page)).toHaveText('Willkommen, private');
  });
});

test.describe('a library for the content security policy', () => {
  test('its policy is the only one, its nonce is that of the page and of Clerk’s scripts, and nothing is blocked', async ({
    page,
  }) => {
    const userId = await signIn(page);
    const response = await page.goto(`${running().originOf('portal')}/second`);
    await expect(page.locator('#browser')).toHaveText(userId);
    const policy = (await page.reload())?.headers()['content-security-policy'] ?? '';
    await expect(page.locator('#browser')).toHaveText(userId);
    expect(response?.ok()).toBe(true);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("frame-ancestors 'self'");
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    await expect(page.locator('#x-nonce')).toHaveText(nonce);
    const nonces = await page
      .locator('script[src]')
      .evaluateAll((scripts) => [
        ...new Set(scripts.map((script) => (script instanceof HTMLElement ? script.nonce : ''))),
      ]);
    expect(nonces).toEqual([nonce]);
    await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveCount(0);
  });
});

test.describe('tenants, an A/B cookie, an old address and a closed page, on a public app', () => {
  test('a rewrite keeps the address; headers and cookies reach app and browser', async ({
    page,
    context,
  }) => {
    const origin = running().originOf('docs');
    await page.setExtraHTTPHeaders({ 'x-secret': 'from outside' });
    const response = await page.goto(`${origin}/shop/acme?x=1`);
    expect(page.url()).toBe(`${origin}/shop/acme?x=1`);
    await expect(heading(page)).toHaveText('Tenant acme');
    for (const [name, text] of [
      ['x-tenant', 'acme'],
      ['x-variant', 'b'],
      ['x-secret', 'none'],
    ] as const)
      await expect(page.locator(`#${name}`)).toHaveText(text);
    expect(response?.headers()['x-team']).toBe('shop');
    expect((await context.cookies(origin)).find(({ name }) => name === 'variant')?.value).toBe('b');
  });

  test('a redirect leads to the app’s own address, with its status', async ({ page }) => {
    const origin = running().originOf('docs');
    const { status, headers } = await ask('docs', '/old');
    expect([status, new URL(headers.location ?? '', origin).href]).toEqual([
      308,
      `${origin}/shop/acme?from=old`,
    ]);
    await page.goto(`${origin}/old`);
    await expect(heading(page)).toHaveText('Tenant acme');
  });

  test('a page of the handler is the answer', async () => {
    const { status, headers, body } = await ask('docs', '/closed');
    expect([status, headers['retry-after'], body]).toEqual([503, '60', '<h1>Back soon</h1>']);
  });

  test('another page has no tenant', async ({ page }) => {
    await page.goto(`${running().originOf('docs')}/second`, { referer: 'http://outside.acme.localhost/' });
    await expect(page.locator('#x-tenant')).toHaveText('none');
    await expect(page.locator('#referer')).toHaveText('http://outside.acme.localhost/');
  });
});

test.describe('tRPC, with a matcher that includes /api', () => {
  // A call with a stale token is refused on purpose, and Chromium logs it.
  test.use({ expectedConsoleErrors: [/status of 401 .*\/api\/trpc/] });

  test('auth() in its context names the user, and a stale call is sent again', async ({ page, context }) => {
    const userId = await signIn(page);
    const origin = running().originOf('account');
    await page.goto(`${origin}/trpc`);
    await expect(page.locator('#browser')).toHaveText(userId);
    await page.getByRole('button', { name: 'Ask' }).click();
    await expect(page.locator('#trpc')).toHaveText(userId);
    await letTokenExpire(context, origin);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('#trpc')).toHaveText(`saved by ${userId}`);
  });

  test('an anonymous call reaches the route of a mixed app, and gets a problem from a protected one', async () => {
    const call = { 'sec-fetch-dest': 'empty', accept: '*/*' };
    const [mixed, closed] = [
      await ask('account', '/api/trpc/me', call),
      await ask('portal', '/api/trpc/me', call),
    ];
    expect([mixed.status, mixed.body]).toEqual([401, expect.stringContaining('UNAUTHORIZED')]);
    expect([closed.status, JSON.parse(closed.body)]).toEqual([
      401,
      expect.objectContaining({ code: 'sign_in_required' }),
    ]);
  });
});

test.describe('the Pages Router', () => {
  test('getAuth(req) in getServerSideProps names the user, on a first visit and in a soft navigation', async ({
    page,
  }) => {
    const userId = await signIn(page);
    const origin = running().originOf('portal');
    await page.goto(`${origin}/legacy/one`);
    await expect(heading(page)).toHaveText('Legacy one');
    await expect(server(page)).toHaveText(userId);
    await page.getByRole('link', { name: 'two' }).click();
    await expect(heading(page)).toHaveText('Legacy two');
    await expect(server(page)).toHaveText(userId);
    await page.goto(`${origin}/api/legacy`);
    await expect(page.locator('body')).toContainText(userId);
  });

  test('an anonymous user signs in first', async ({ page }) => {
    const { originOf } = running();
    await page.goto(`${originOf('portal')}/legacy/one?a=1`);
    await page.waitForURL((url) => url.origin === originOf('account'));
    expect(new URL(page.url()).searchParams.get('redirect_url')).toBe(`${originOf('portal')}/legacy/one?a=1`);
  });
});

test.describe('basePath', () => {
  const based = () => {
    if (!underBasePath) throw new Error('beforeAll did not start the apps.');
    return underBasePath;
  };

  test('an anonymous user comes back below it', async ({ page }) => {
    const { originOf } = based();
    await page.goto(`${originOf('platform')}/app/second?a=1`);
    await page.waitForURL((url) => url.origin === originOf('account'));
    expect(new URL(page.url()).searchParams.get('redirect_url')).toBe(
      `${originOf('platform')}/app/second?a=1`,
    );
  });

  test('a first visit is synced, and the page without access is found', async ({ page }) => {
    const { originOf } = based();
    const userId = await signIn(page, based());
    await page.goto(`${originOf('platform')}/app/second`);
    await expect(server(page)).toHaveText(userId);
    await page.goto(`${originOf('platform')}/app/staff`);
    await expect(heading(page)).toHaveText('No access');
    expect(new URL(page.url()).pathname).toBe('/app/no-access');
  });
});

test.describe('a PWA', () => {
  test('manifest and service worker of a protected app are there for everybody, and nothing beside them', async () => {
    for (const [path, status] of [
      ['/manifest.webmanifest', 200],
      ['/sw.js', 200],
      ['/sw.js.map', 307],
    ] as const)
      expect([path, (await ask('portal', path)).status]).toEqual([path, status]);
  });

  test('a service worker that answers navigations from the network passes session sync on', async ({
    page,
    context,
  }) => {
    const userId = await signIn(page);
    const origin = running().originOf('portal');
    await page.goto(`${origin}/installed`);
    await expect(page.locator('#worker')).toHaveText('controlled');
    await letTokenExpire(context, origin);
    await page.goto(`${origin}/second`);
    await expect(server(page)).toHaveText(userId);
    expect(page.url()).toBe(`${origin}/second`);
  });

  test('fetches for the user by itself, and has a page renew the token that has expired', async ({
    page,
    context,
  }) => {
    const userId = await signIn(page);
    const origin = running().originOf('portal');
    await page.goto(`${origin}/installed`);
    await expect(page.locator('#worker')).toHaveText('controlled');
    const statuses: number[] = [];
    context.on('response', (response) => {
      if (response.url().endsWith('/api/me')) statuses.push(response.status());
    });
    // In one task, or clerk-js may have renewed the token before the worker fetches.
    await page.evaluate(() => {
      for (const pair of document.cookie.split('; ')) {
        const name = pair.split('=', 1)[0] ?? '';
        // biome-ignore lint/suspicious/noDocumentCookie: CookieStore writes only after the next step.
        if (name.startsWith('__session')) document.cookie = `${name}=; Path=/; Max-Age=0`;
      }
      document.querySelector<HTMLElement>('#ask')?.click();
    });
    await expect(page.locator('#answer')).toHaveText(JSON.stringify({ userId }));
    expect(statuses).toEqual([401, 200]);
  });
});

test('SsoProvider passes options of ClerkProvider on', async ({ page }) => {
  const { originOf } = running();
  await page.goto(originOf('academy'));
  await expect(page.locator('#fallback')).toContainText(encodeURIComponent('/fallback'));
});
