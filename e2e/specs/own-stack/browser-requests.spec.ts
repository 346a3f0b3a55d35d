import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createClerkClient } from '@clerk/backend';
import { clerk, clerkSetup } from '@clerk/testing/playwright';
import type { BrowserContext, Page } from '@playwright/test';
import { type AppStack, startAppStack } from '@repo/stack/app-stack';
import { watchDocuments } from '../../fixtures/documents.ts';
import { rawRequest } from '../../fixtures/raw-request.ts';
import { bringToFront, useRealFocus } from '../../fixtures/real-focus.ts';
import { buildApp } from '../../fixtures/servers/outside-repository.ts';
import { expect, test } from '../../fixtures/test.ts';
import { TIME_SCALE } from '../../fixtures/time-scale.ts';
import { createUser } from '../../fixtures/users.ts';

/**
 * Requests that a browser sends by itself while the app has no valid token, on production builds: forms, files, Server Actions.
 * No write of a signed-in user becomes nobody's, and nothing that was typed or uploaded is lost.
 *
 * Topology: a Clerk of their own; `e2e/request-app` as account and academy (mixed), portal (protected) and docs (public).
 */
const HOSTS = ['account', 'academy', 'portal', 'docs'] as const;
type Host = (typeof HOSTS)[number];

const DIRECTORY = join(import.meta.dirname, '../../request-app');

let stack: AppStack<Host> | undefined;

test.describe.configure({ mode: 'serial' });
// A Server Action with a stale token is refused on purpose, and Chromium logs it.
// The page that asks about a form of another site is a 403. One expression: Playwright takes a list of two for a value and its options.
test.use({ expectedConsoleErrors: [/status of (401 .*\/(action|api\/stream)|403 .*\/receive)/] });

test.beforeAll(async () => {
  test.setTimeout(400_000 * TIME_SCALE);
  // The types are checked by the typecheck of the repository. No other spec needs this build, so it is no task of turbo.
  await buildApp(DIRECTORY, { SSO_TYPES_CHECKED: '1' }, 'build-for-spec');
  stack = await startAppStack({
    env: process.env,
    mode: 'production',
    rootDomain: 'acme.localhost',
    primary: 'account',
    signInPaths: { signIn: '/sign-in', signUp: '/sign-in' },
    apps: HOSTS.map((name) => ({
      name,
      directory: DIRECTORY,
      firstPage: '/sign-in',
      variables: () => ({ REQUEST_APP_NAME: name }),
    })),
  });
});

test.afterAll(() => stack?.close());

function running(): AppStack<Host> {
  if (!stack) throw new Error('beforeAll did not start the apps.');
  return stack;
}

const originOf = (host: Host) => running().originOf(host);

/** Signs a new user in, on the page of account that is open. */
async function signInHere(page: Page): Promise<string> {
  const { clerk: local } = running();
  const backend = createClerkClient({
    publishableKey: local.publishableKey,
    secretKey: local.secretKey,
    apiUrl: local.url,
  });
  const { userId } = await createUser({ client: backend });
  const { token: ticket } = await backend.signInTokens.createSignInToken({ userId, expiresInSeconds: 600 });
  // The option for it exists at run time only; its type lacks it.
  process.env.CLERK_API_URL = local.url;
  await clerkSetup({ publishableKey: local.publishableKey, secretKey: local.secretKey, dotenv: false });
  await clerk.signIn({ page, signInParams: { strategy: 'ticket', ticket } });
  await expect(page.locator('#browser')).toHaveText(userId);
  return userId;
}

async function signIn(page: Page): Promise<string> {
  await page.goto(originOf('account'));
  return signInHere(page);
}

/** Opens a page of an app, with a token of its own and clerk-js loaded. */
async function open(page: Page, host: Host, path: string): Promise<void> {
  await page.goto(originOf(host) + path);
  await expect(page.locator('#browser')).not.toBeEmpty();
}

/** As when the computer slept: the app's token is gone, and clerk-js has not renewed it yet. The next step runs in the same task. */
function withStaleToken(
  page: Page,
  selector: string,
  step: 'click' | 'click twice' | 'submit',
): Promise<void> {
  return page.evaluate(
    ([target, kind]) => {
      for (const pair of document.cookie.split('; ')) {
        const name = pair.split('=', 1)[0] ?? '';
        // biome-ignore lint/suspicious/noDocumentCookie: CookieStore writes only after the next step.
        if (name.startsWith('__session')) document.cookie = `${name}=; Path=/; Max-Age=0`;
      }
      const element = document.querySelector<HTMLElement>(target);
      if (kind !== 'submit') element?.click();
      if (kind === 'click twice') element?.click();
      if (kind === 'submit') HTMLFormElement.prototype.submit.call(element);
    },
    [selector, step] as const,
  );
}

/** Session sync pages and forms that arrived, from now on, in all tabs. */
function watchRequests(context: BrowserContext) {
  const seen = { syncs: 0, posts: 0, accepted: 0 };
  context.on('response', (response) => {
    const { 'x-sso-reason': reason = '', 'x-received': received } = response.headers();
    if (response.status() === 200 && reason.startsWith('session_sync_needed')) seen.syncs += 1;
    if (response.request().method() === 'POST' && response.url().includes('/receive')) seen.posts += 1;
    if (received) seen.accepted += 1;
  });
  return seen;
}

interface Received {
  readonly userId: string | null;
  readonly search: string;
  readonly entries: readonly (readonly string[])[];
}

async function received(page: Page): Promise<Received> {
  return JSON.parse((await page.locator('#received').textContent()) ?? '');
}

const TEXT = 'two\nlines, "quotes" & <b> </script> 日本 🎉 %00';
const TITLE = '"quotes" & <b> </script> 日本 🎉 %00';
const HIDDEN = ['submit', 'a field that hides a method'];

for (const host of ['account', 'portal', 'docs'] as const) {
  test.describe(`a form of ${host} with a stale token`, () => {
    test('is sent with a fresh one, once, with the button that was used; Back shows what was typed', async ({
      page,
      context,
    }) => {
      const userId = await signIn(page);
      for (const [value, search] of [
        ['save', ''],
        ['publish', '?published=1'],
      ] as const) {
        await open(page, host, '/forms');
        await page.getByLabel('Text').fill('a b');
        await page.getByLabel('Long').fill(TEXT);
        const seen = watchRequests(context);
        await withStaleToken(page, `button[value=${value}]`, 'click');
        expect(await received(page)).toEqual({
          userId,
          search,
          entries: [['text', 'a b'], ['long', TEXT.replace('\n', '\r\n')], HIDDEN, ['act', value]],
        });
        expect(seen).toEqual({ syncs: 0, posts: 1, accepted: 1 });
      }
      await page.goBack();
      await expect(page.getByLabel('Long')).toHaveValue(TEXT);
    });

    test('that a script sends without an event is sent again by session sync, with its files', async ({
      page,
      context,
    }) => {
      const userId = await signIn(page);
      await open(page, host, '/forms');
      const files = [fileOf('a.txt', 'text/plain', 10), fileOf('b "ü".png', 'image/png', 1_000_000)];
      await page.getByLabel('Title').fill(TITLE);
      await page.getByLabel('Files').setInputFiles(files);
      const seen = watchRequests(context);
      await withStaleToken(page, '#upload', 'submit');
      expect(await received(page)).toEqual({ userId, search: '', entries: uploaded(TITLE, files) });
      expect(seen).toEqual({ syncs: 1, posts: 2, accepted: 1 });
    });
  });

  test(`a Server Action of ${host} with a stale token is sent again, never as nobody's`, async ({ page }) => {
    const userId = await signIn(page);
    await open(page, host, '/action');
    await page.getByLabel('Text').fill('draft');
    await withStaleToken(page, 'button', 'click');
    await expect(page.locator('#saved')).toHaveText(`draft of ${userId}`);
  });
}
test('a Server Action that is sent before clerk-js has loaded waits for it', async ({ page, context }) => {
  const userId = await signIn(page);
  await open(page, 'account', '/action');
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await context.route(/clerk-js|clerk\.browser/, async (route) => {
    await released;
    await route.fallback();
  });
  await page.reload({ waitUntil: 'commit' });
  await expect(page.locator('#ready')).toHaveText('ready');
  await page.getByLabel('Text').fill('early');
  const refused = page.waitForResponse((response) => response.status() === 401);
  await withStaleToken(page, 'button', 'click');
  await refused;
  release();
  await expect(page.locator('#saved')).toHaveText(`early of ${userId}`);
});

function fileOf(name: string, mimeType: string, bytes: number) {
  return { name, mimeType, buffer: Buffer.alloc(bytes, name) };
}

function uploaded(title: string, files: readonly ReturnType<typeof fileOf>[]) {
  const digest = (buffer: Buffer) => `${buffer.length} ${createHash('sha256').update(buffer).digest('hex')}`;
  return [
    ['title', title],
    ...files.map(({ name, mimeType, buffer }) => ['files', name, mimeType, digest(buffer)]),
    ['none', '', 'application/octet-stream', digest(Buffer.alloc(0))],
  ];
}

test.describe('the submit listener', () => {
  test('sends files of any size', async ({ page, context }) => {
    const userId = await signIn(page);
    await open(page, 'portal', '/forms');
    const files = [fileOf('large.bin', 'application/octet-stream', 6_000_000)];
    await page.getByLabel('Files').setInputFiles(files);
    const seen = watchRequests(context);
    await withStaleToken(page, '#upload button', 'click');
    expect(await received(page)).toEqual({ userId, search: '', entries: uploaded('', files) });
    expect(seen).toEqual({ syncs: 0, posts: 1, accepted: 1 });
  });

  test('opens a new tab where the form says so, and leaves the page', async ({ page, context }) => {
    const userId = await signIn(page);
    await open(page, 'portal', '/forms');
    await page.getByLabel('Text').fill('kept');
    const opened = context.waitForEvent('page');
    await withStaleToken(page, '#new-tab button', 'click');
    expect(await received(await opened)).toEqual({ userId, search: '', entries: [['where', 'new tab']] });
    await expect(page.getByLabel('Text')).toHaveValue('kept');
  });

  test('sends a form once when its button is clicked twice', async ({ page, context }) => {
    await signIn(page);
    await open(page, 'portal', '/forms');
    const seen = watchRequests(context);
    await withStaleToken(page, 'button[value=save]', 'click twice');
    await received(page);
    expect(seen).toEqual({ syncs: 0, posts: 1, accepted: 1 });
  });

  test('leaves forms alone that are not valid, that the page handles, or that are sent by GET', async ({
    page,
    context,
  }) => {
    await signIn(page);
    await open(page, 'portal', '/forms');
    const seen = watchRequests(context);
    await withStaleToken(page, '#required button', 'click');
    await withStaleToken(page, '#handled button', 'click');
    await expect(page.locator('#handled-count')).toHaveText('1');
    await page.getByLabel('Query').fill('x');
    await withStaleToken(page, '#query button', 'click');
    await page.waitForURL(`${originOf('portal')}/forms?q=x`);
    await expect(page.locator('#browser')).not.toBeEmpty();
    expect(seen.posts).toBe(0);
  });

  test.describe('while Clerk cannot be reached', () => {
    test.use({ expectedConsoleErrors: [/ERR_FAILED|Failed to fetch|network|status of 5/i] });

    test('sends the form without a new token; session sync keeps it until Clerk is back', async ({
      page,
      context,
    }) => {
      const userId = await signIn(page);
      await open(page, 'portal', '/forms');
      await page.getByLabel('Text').fill('kept');
      const clerkOrigin = running().clerkOrigin;
      const isClerk = (url: URL) => url.href.startsWith(clerkOrigin) && url.pathname.includes('/v1/');
      await context.route(isClerk, (route) => route.abort());
      await withStaleToken(page, 'button[value=save]', 'click');
      await expect(page.locator('#code')).toHaveText('clerk_unreachable');
      await context.unroute(isClerk);
      await page.getByRole('link', { name: 'Try again' }).click();
      expect(await received(page)).toMatchObject({
        userId,
        entries: [['text', 'kept'], ['long', ''], HIDDEN, ['act', 'save']],
      });
    });
  });
});

test.describe('a link to a file with a stale token', () => {
  // The name that the server gives wins over that of the attribute "download".
  for (const [name, file] of [
    ['file', 'file.txt'],
    ['report', 'report.txt'],
    ['save file', 'file.txt'],
  ] as const) {
    test(`${name}: it is downloaded with a fresh one, and the page stays as it is`, async ({
      page,
      context,
    }) => {
      const userId = await signIn(page);
      await open(page, 'portal', '/forms');
      await page.getByLabel('Text').fill('kept');
      const seen = watchRequests(context);
      const link = page.getByRole('link', { name, exact: true });
      await link.evaluate((element) => {
        element.id = 'link';
      });
      const downloading = page.waitForEvent('download');
      await withStaleToken(page, '#link', 'click');
      const download = await downloading;
      expect(download.suggestedFilename()).toBe(file);
      expect(await contentOf(download)).toContain(userId);
      await expect(page.getByLabel('Text')).toHaveValue('kept');
      expect(seen.syncs).toBe(0);
    });
  }

  for (const path of ['/file', '/api/report']) {
    test(`${path}: a first visit from a page of another app goes back to it`, async ({ page, context }) => {
      const userId = await signIn(page);
      const seen = watchRequests(context);
      const downloading = page.waitForEvent('download');
      await page.evaluate((url) => window.location.assign(url), originOf('portal') + path);
      expect(await contentOf(await downloading)).toContain(userId);
      await expect(page).toHaveURL(`${originOf('account')}/`);
      await expect(page.locator('#browser')).toHaveText(userId);
      expect(seen.syncs).toBe(1);
    });

    test(`${path}: a first visit in a new tab says that the download has begun`, async ({
      page,
      context,
    }) => {
      const userId = await signIn(page);
      const opening = context.waitForEvent('page');
      // As from a mail: a new tab, without a referrer and without an opener.
      await page.evaluate(
        (url) => window.open(url, '_blank', 'noopener,noreferrer'),
        originOf('portal') + path,
      );
      const tab = await opening;
      const download = await tab.waitForEvent('download');
      expect(await contentOf(download)).toContain(userId);
      await expect(tab.getByRole('heading', { name: 'Your download has begun' })).toBeVisible();
    });
  }

  test('an answer without content leaves the page', async ({ page, context }) => {
    const userId = await signIn(page);
    await page.evaluate((url) => window.location.assign(url), `${originOf('portal')}/empty`);
    await page.waitForResponse((response) => response.status() === 204);
    await expect(page).toHaveURL(`${originOf('account')}/`);
    await expect(page.locator('#browser')).toHaveText(userId);
    expect((await context.cookies()).some(({ name }) => name === '__sso_reopen')).toBe(false);
  });

  test('a redirect to a page that is slow is waited for', async ({ page, context }) => {
    await signIn(page);
    const asked = page.waitForRequest((each) => each.method() === 'HEAD');
    await page.evaluate((url) => window.location.assign(url), `${originOf('portal')}/moved`);
    await asked;
    await releaseLanded(context);
    await expect(page.getByRole('heading', { name: 'landed' })).toBeVisible();
  });
});

/** Without the browser: while a page is opened, Chromium may run no script of the page that is left. */
async function releaseLanded(context: BrowserContext): Promise<void> {
  const origin = originOf('portal');
  const cookie = (await context.cookies(origin)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const headers = { host: new URL(origin).host, origin, cookie };
  const { port } = running();
  expect((await rawRequest('portal', { path: '/landed', method: 'PUT', port, headers })).status).toBe(200);
}

test.describe('a form of another site', () => {
  test('acts for a user after a click on the page that asks, and once, also when it is a double click', async ({
    page,
    context,
  }) => {
    const userId = await signIn(page);
    await open(page, 'portal', '/forms');
    const shop = 'http://shop.other.localhost/';
    const form = `<form method="post" action="${originOf('portal')}/receive"><input name="text" value="paid"><button>Pay</button></form>`;
    await context.route(shop, (route) => route.fulfill({ contentType: 'text/html', body: form }));
    await page.goto(shop);
    await page.getByRole('button', { name: 'Pay' }).click();
    await expect(page.getByRole('heading', { name: 'Did you expect this form?' })).toBeVisible();
    let sent = 0;
    context.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/receive')) sent += 1;
    });
    await page.getByRole('button', { name: 'Continue' }).dblclick();
    expect(await received(page)).toEqual({ userId, search: '', entries: [['text', 'paid']] });
    expect(sent).toBe(1);
  });
});

test('server-sent events go on after their token has expired and their stream has ended', async ({
  page,
}) => {
  const userId = await signIn(page);
  await open(page, 'portal', '/stream');
  await expect(page.locator('#events')).toHaveText(userId);
  const refused = page.waitForResponse(
    (response) => response.url().endsWith('/api/stream') && response.status() === 401,
  );
  await page.evaluate(() => {
    for (const pair of document.cookie.split('; ')) {
      const name = pair.split('=', 1)[0] ?? '';
      // biome-ignore lint/suspicious/noDocumentCookie: CookieStore writes only after the next step.
      if (name.startsWith('__session')) document.cookie = `${name}=; Path=/; Max-Age=0`;
    }
    return fetch('/api/stream', { method: 'DELETE' });
  });
  await refused;
  await expect(page.locator('#events')).toHaveText(`${userId}\n${userId}`);
});

test.describe('a browser whose clock is wrong', () => {
  const MINUTE_MS = 60_000;
  for (const [name, offsetMs] of [
    ['10 minutes behind', -10 * MINUTE_MS],
    ['10 minutes ahead', 10 * MINUTE_MS],
    ['a day ahead', 24 * 60 * MINUTE_MS],
  ] as const) {
    test(`${name}: the user is known on each app, and a form is theirs`, async ({ page, context }) => {
      await context.clock.install({ time: Date.now() + offsetMs });
      const userId = await signIn(page);
      await page.goto(originOf('portal'));
      await expect(page.locator('#server')).toHaveText(userId);
      await open(page, 'portal', '/forms');
      await page.getByLabel('Text').fill('typed');
      const seen = watchRequests(context);
      await withStaleToken(page, 'button[value=save]', 'click');
      expect(await received(page)).toMatchObject({
        userId,
        entries: expect.arrayContaining([['text', 'typed']]),
      });
      expect(seen.accepted).toBe(1);
    });
  }
});

test.describe('a sign-in in another tab', () => {
  test('is adopted by a page that anyone may read: what was typed stays', async ({ page, context }) => {
    await useRealFocus(context);
    await open(page, 'account', '/');
    await expect(page.locator('#server')).toHaveText('nobody');
    await page.getByLabel('Draft').fill(TEXT);
    const documents = watchDocuments(page);
    const other = await context.newPage();
    await open(other, 'account', '/');
    await bringToFront(other);
    const userId = await signInHere(other);
    await expect(page.locator('#browser')).toHaveText(userId);
    await bringToFront(page);
    await expect(page.locator('#server')).toHaveText(userId);
    await expect(page.getByLabel('Draft')).toHaveValue(TEXT);
    expect(documents).toEqual([]);
  });

  test('is adopted in the background by an app in which an earlier session was used', async ({
    page,
    context,
  }) => {
    await useRealFocus(context);
    const other = await context.newPage();
    await signIn(other);
    await open(page, 'academy', '/');
    await bringToFront(other);
    await other.evaluate(() => {
      // It ends with a navigation.
      void (window as { Clerk?: { signOut(): Promise<void> } }).Clerk?.signOut();
    });
    await bringToFront(page);
    await expect(page.locator('#browser')).toHaveText('nobody');
    await expect(page.locator('#server')).toHaveText('nobody');
    await page.getByLabel('Draft').fill(TEXT);
    const documents = watchDocuments(page);
    await other.goto(originOf('account'));
    await bringToFront(other);
    const userId = await signInHere(other);
    await expect(page.locator('#server')).toHaveText(userId);
    await expect(page.getByLabel('Draft')).toHaveValue(TEXT);
    expect(documents).toEqual([]);
  });

  test('loads the sign-in page again', async ({ page, context }) => {
    await open(page, 'account', '/sign-in');
    const documents = watchDocuments(page);
    const other = await context.newPage();
    await open(other, 'account', '/');
    await signInHere(other);
    await expect.poll(() => documents.length).toBeGreaterThan(0);
  });
});

async function contentOf(download: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
