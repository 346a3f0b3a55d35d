import { join } from 'node:path';
import { createClerkClient } from '@clerk/backend';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { watchDocuments } from '../../fixtures/documents.ts';
import { type HttpsStack, startHttpsStack } from '../../fixtures/servers/https-stack.ts';
import { buildApp } from '../../fixtures/servers/outside-repository.ts';
import { expect, test } from '../../fixtures/test.ts';
import { TIME_SCALE } from '../../fixtures/time-scale.ts';
import { createUser } from '../../fixtures/users.ts';

/**
 * Session fixation over https: another host of the domain plants the attacker's own, genuine token, minted for this very app.
 * Only cookies whose names begin with `__Host-` are out of its reach, and browsers keep those over https alone.
 *
 * Topology: a Clerk of their own; `e2e/request-app` as account and academy (mixed) and portal (protected), behind an https front
 * with the names of production; `evil`, another host of the domain.
 */
const HOSTS = ['account', 'academy', 'portal'] as const;
type Host = (typeof HOSTS)[number];

const DIRECTORY = join(import.meta.dirname, '../../request-app');

let stack: HttpsStack<Host> | undefined;
let browser: Browser | undefined;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ launchOptions }) => {
  test.setTimeout(400_000 * TIME_SCALE);
  await buildApp(DIRECTORY, { SSO_TYPES_CHECKED: '1' }, 'build-for-spec');
  stack = await startHttpsStack(DIRECTORY, HOSTS);
  const args = (launchOptions.args ?? []).filter((arg) => !arg.startsWith('--host-resolver-rules'));
  browser = await chromium.launch({
    ...launchOptions,
    args: [...args, `--host-resolver-rules=${stack.resolverRules}`],
  });
});

test.afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

function running(): HttpsStack<Host> {
  if (!stack) throw new Error('beforeAll did not start the apps.');
  return stack;
}

const originOf = (host: Host) => running().originOf(host);

/** A browser of somebody who has never been here. */
async function newBrowser(): Promise<BrowserContext> {
  if (!browser) throw new Error('beforeAll did not start Chromium.');
  return browser.newContext({ ignoreHTTPSErrors: true });
}

/** Signs a new user in on account, as the sign-in page would. */
async function signIn(page: Page): Promise<string> {
  const { publishableKey, secretKey, url } = running().clerk;
  const backend = createClerkClient({ publishableKey, secretKey, apiUrl: url });
  const { userId } = await createUser({ client: backend });
  const { token: ticket } = await backend.signInTokens.createSignInToken({ userId, expiresInSeconds: 600 });
  await page.goto(originOf('account'));
  await page.waitForFunction(() => window.Clerk?.loaded);
  await page.evaluate(async (value) => {
    const attempt = await window.Clerk.client?.signIn.create({ strategy: 'ticket', ticket: value });
    await window.Clerk.setActive({ session: attempt?.createdSessionId ?? null });
  }, ticket);
  await expect(page.locator('#browser')).toHaveText(userId);
  return userId;
}

/** Everything that the app's server sends this tab as a page. What a script changes later is not in it. */
function watchPages(page: Page): { text(): Promise<string> } {
  const pages: Promise<string>[] = [];
  page.on('response', (response) => {
    const isPage = response.request().isNavigationRequest() && response.url().startsWith(originOf('academy'));
    if (isPage && response.status() === 200) pages.push(response.text().catch(() => ''));
  });
  return { text: async () => (await Promise.all(pages)).join('\n') };
}

const serverUser = (page: Page) => page.locator('#server');

async function cookiesOf(context: BrowserContext, host: Host) {
  return context.cookies(originOf(host));
}

/** A genuine token of the attacker's session for an app: any program can ask Clerk for it with that Origin. */
async function attackersToken(host: Host): Promise<{ userId: string; token: string }> {
  const context = await newBrowser();
  const page = await context.newPage();
  const userId = await signIn(page);
  await page.goto(originOf(host));
  await expect(serverUser(page)).toHaveText(userId);
  const token =
    (await cookiesOf(context, host)).find(({ name }) => name.startsWith('__session'))?.value ?? '';
  await context.close();
  return { userId, token };
}

/** What a script on another host of the domain can do. */
async function plant(page: Page, token: string): Promise<void> {
  await page.goto(running().originOf('evil'));
  await page.evaluate((value) => {
    // biome-ignore lint/suspicious/noDocumentCookie: what the attack does.
    document.cookie = `__session=${value}; Domain=acme.example; Path=/; Secure`;
  }, token);
}

test('an honest walk: one sync for each app at the first visit, none at sign-in, none later', async () => {
  const context = await newBrowser();
  const page = await context.newPage();
  const documents = watchDocuments(page);
  const userId = await signIn(page);
  await page.goto(originOf('account'));
  await expect(serverUser(page)).toHaveText(userId);
  expect(documents.filter(({ reason }) => reason?.startsWith('session_sync_needed'))).toEqual([]);
  for (const host of ['academy', 'portal'] as const) {
    await page.goto(originOf(host));
    await expect(serverUser(page)).toHaveText(userId);
  }
  const syncs = () => documents.filter(({ reason }) => reason?.startsWith('session_sync_needed')).length;
  expect(syncs()).toBe(2);
  for (const host of ['account', 'academy', 'portal', 'account'] as const) {
    await page.goto(originOf(host));
    await expect(serverUser(page)).toHaveText(userId);
  }
  expect(syncs()).toBe(2);
  const proof = (await cookiesOf(context, 'portal')).find(({ name }) => name === '__Host-sso_session');
  expect(proof).toMatchObject({ domain: 'portal.acme.example', path: '/', secure: true, sameSite: 'Lax' });
  await context.close();
});

test('a visitor who is not signed in never becomes the attacker', async () => {
  const { userId: attacker, token } = await attackersToken('academy');
  const context = await newBrowser();
  const page = await context.newPage();
  await plant(page, token);
  const pages = watchPages(page);
  await page.goto(originOf('academy'));
  await expect(serverUser(page)).toHaveText('nobody');
  await page.reload();
  await expect(serverUser(page)).toHaveText('nobody');
  expect((await pages.text()).includes('nobody')).toBe(true);
  expect((await pages.text()).includes(attacker)).toBe(false);
  await context.close();
});

test('a user without a token of this app stays who they are, and the planted token is gone', async () => {
  const { userId: attacker, token } = await attackersToken('academy');
  const context = await newBrowser();
  const page = await context.newPage();
  const userId = await signIn(page);
  await plant(page, token);
  const pages = watchPages(page);
  await page.goto(originOf('academy'));
  await expect(serverUser(page)).toHaveText(userId);
  await page.reload();
  await expect(serverUser(page)).toHaveText(userId);
  expect((await pages.text()).includes(userId)).toBe(true);
  expect((await pages.text()).includes(attacker)).toBe(false);
  const planted = (await cookiesOf(context, 'academy')).filter(({ domain }) => domain === '.acme.example');
  expect(planted.filter(({ name }) => name.startsWith('__session'))).toEqual([]);
  await context.close();
});
