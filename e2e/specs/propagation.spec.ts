import type { BrowserContext, Page } from '@playwright/test';
import type { AppName } from '@repo/sso';
import { accountMenu, signInLink } from '../fixtures/account-corner.ts';
import { originOf, urlOf } from '../fixtures/addresses.ts';
import { backend } from '../fixtures/backend-api.ts';
import { statusesOf, watchDocuments } from '../fixtures/documents.ts';
import { openAccount, signIn, signInByForm } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';
import { createUser } from '../fixtures/users.ts';

/**
 * What a user does to the session in one tab shows in the open tabs of all other apps: after the cookie change that such a tab
 * notices, it waits less than 300 ms and does not ask Clerk. Both are measured inside that tab.
 *
 * Topology: one Clerk; one browser with a tab each of account, platform, portal, docs and academy.
 */

const WITHIN_MS = 300;
const BEAT_MS = 20;
const OPEN: readonly { app: AppName; path: string }[] = [
  { app: 'platform', path: '/dashboard' },
  { app: 'portal', path: '/' },
  { app: 'docs', path: '/' },
  { app: 'academy', path: '/' },
];

/** How a tab followed the session. */
interface Observation {
  /** From the cookie change to the DOM change, by the clock of the page. A busy machine adds to it. */
  readonly delayMs: number;
  /** The part of it in which the page's thread was free, in steps of `BEAT_MS`: the time that the page waited. */
  readonly waitedMs: number;
  /** The same for all the time before the cookie change: shows that the page counts. */
  readonly waitedBeforeMs: number;
  /** How often the page asked Clerk for the state of the session before the cookie change: once, when it loaded. */
  readonly requestsBefore: number;
  /** The same between the two changes. */
  readonly requestsBetween: number;
}

/** For each host name, the first time that its page stopped showing a signed-in user. Pages come and go; the map stays. */
async function observeSignOut(context: BrowserContext): Promise<ReadonlyMap<string, Observation>> {
  const observations = new Map<string, Observation>();
  await context.exposeFunction('__report', (host: string, observation: Observation) => {
    if (!observations.has(host)) observations.set(host, observation);
  });
  await context.addInitScript((beatMs) => {
    interface Observed {
      __report(host: string, observation: Observation): void;
      cookieStore?: EventTarget;
    }
    // What exposeFunction and the browser put there.
    const page = window as unknown as Observed;
    let changedAtMs: number | undefined;
    let [requestsBefore, requestsBetween] = [0, 0];
    let wasSignedIn = false;
    let [waitedBeforeMs, waitedMs] = [0, 0];
    // It does not run while the page, or another program on the same processor, is at work.
    setInterval(() => {
      if (changedAtMs === undefined) waitedBeforeMs += beatMs;
      else waitedMs += beatMs;
    }, beatMs);
    // A blank page has none.
    page.cookieStore?.addEventListener('change', (event) => {
      // CookieChangeEvent, which this file's library does not know.
      const { changed } = event as unknown as { changed: { name: string }[] };
      if (!changed.some(({ name }) => name.startsWith('__client_uat'))) return;
      changedAtMs ??= performance.now();
    });
    const { fetch } = window;
    window.fetch = (input, init) => {
      // A Request made of it would use up its body.
      const url = input instanceof Request ? input.url : input;
      const isAsking = new URL(url, location.href).pathname === '/v1/client';
      if (isAsking && changedAtMs === undefined) requestsBefore += 1;
      else if (isAsking) requestsBetween += 1;
      return fetch(input, init);
    };
    const look = () => {
      // A page may have alerts of its own.
      const alerts = [...document.querySelectorAll('[role="alert"]')];
      const isCovered = alerts.some(({ textContent }) => textContent?.includes('in another tab'));
      const hasMenu = document.querySelector('[aria-label="Open user menu"]') !== null;
      if (hasMenu && !isCovered) wasSignedIn = true;
      else if (wasSignedIn && changedAtMs !== undefined) {
        const delayMs = performance.now() - changedAtMs;
        page.__report(location.hostname, {
          delayMs,
          waitedMs,
          waitedBeforeMs,
          requestsBefore,
          requestsBetween,
        });
        wasSignedIn = false;
      }
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  }, BEAT_MS);
  return observations;
}

async function openTabs(context: BrowserContext): Promise<Map<AppName, Page>> {
  const tabs = new Map<AppName, Page>();
  for (const { app, path } of OPEN) {
    const tab = await context.newPage();
    await tab.goto(urlOf(app, path));
    await accountMenu(tab).waitFor();
    tabs.set(app, tab);
  }
  return tabs;
}

test('signing out in one tab shows in the open tabs of the other apps', async ({
  signedInPage: page,
  context,
}) => {
  const observations = await observeSignOut(context);
  await openAccount(page);
  const tabs = await openTabs(context);
  await accountMenu(page).click();
  await page.getByRole('button', { name: 'Sign out' }).click();

  const hosts = OPEN.map(({ app }) => new URL(originOf(app)).hostname).sort();
  await expect
    .poll(() => [...observations.keys()].filter((host) => hosts.includes(host)).sort())
    .toEqual(hosts);
  const measured = Object.fromEntries(observations);
  test.info().annotations.push({ type: 'after the cookie changed', description: JSON.stringify(measured) });
  for (const host of hosts) {
    expect(measured[host]?.waitedBeforeMs, `${host}, ms before`).toBeGreaterThan(0);
    expect(measured[host]?.waitedMs, `${host}, ms`).toBeLessThan(WITHIN_MS);
    expect(measured[host]?.requestsBefore, `${host}, requests before`).toBeGreaterThan(0);
    expect(measured[host]?.requestsBetween, `${host}, requests between`).toBe(0);
  }

  // Protected pages end at sign-in, with the way back; the others stay where they are.
  for (const app of ['platform', 'portal'] as const) {
    await tabs
      .get(app)
      ?.waitForURL((url) => url.pathname === '/sign-in' && url.searchParams.has('redirect_url'));
  }
  for (const app of ['docs', 'academy'] as const) {
    expect(tabs.get(app)?.url()).toBe(urlOf(app));
    await expect(accountMenu(tabs.get(app) ?? page)).toHaveCount(0);
  }
});

test('signing in in one tab shows in the open tabs of public and mixed apps', async ({
  page,
  context,
  user,
}) => {
  const [docs, academy] = [await context.newPage(), await context.newPage()];
  for (const [tab, app] of [
    [docs, 'docs'],
    [academy, 'academy'],
  ] as const) {
    await tab.goto(urlOf(app));
    await signInLink(tab).waitFor();
  }
  await page.bringToFront();
  await signInByForm(page, user);
  for (const tab of [docs, academy]) await accountMenu(tab).waitFor();
  // The server of the mixed app also knows the user, without a sync.
  const documents = watchDocuments(academy);
  await academy.goto(urlOf('academy', '/members/signing-out-everywhere'));
  expect(statusesOf(documents)).toEqual([200]);
});

test('switching the organization in one tab switches it in the tabs of the other apps', async ({
  page,
  context,
}) => {
  const user = await createUser({ organization: 'acme' });
  const unique = user.userId.slice(-8).toLowerCase();
  const other = await backend().organizations.createOrganization({
    name: `Second ${unique}`,
    slug: `second-${unique}`,
    createdBy: user.userId,
  });
  await signIn(page, user);
  await openAccount(page);
  const platform = await context.newPage();
  await platform.goto(urlOf('platform', '/dashboard'));
  await accountMenu(platform).waitFor();
  const activeIn = (tab: Page) =>
    // clerk-js puts itself there.
    tab.evaluate(
      () => (window as { Clerk?: { organization?: { id: string } } }).Clerk?.organization?.id ?? null,
    );

  for (const organization of [
    other.id,
    (await backend().organizations.getOrganization({ slug: 'acme' })).id,
  ]) {
    await page.bringToFront();
    await page.evaluate(async (id) => {
      // As above; setActive is what Clerk's own switcher calls.
      const { Clerk } = window as { Clerk?: { setActive(options: object): Promise<void> } };
      await Clerk?.setActive({ organization: id });
    }, organization);
    // Where Clerk hands out a sibling's token, the page reloads once, and cannot be asked meanwhile.
    await expect.poll(() => activeIn(platform).catch(() => null)).toBe(organization);
    expect(await activeIn(page)).toBe(organization);
  }
});

test('another user who signs in elsewhere is not shown the page of the previous one', async ({
  signedInPage: page,
  context,
}) => {
  await openAccount(page);
  const platform = await context.newPage();
  await platform.goto(urlOf('platform', '/dashboard'));
  await accountMenu(platform).waitFor();
  await page.bringToFront();
  await accountMenu(page).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await platform.waitForURL((url) => url.pathname === '/sign-in');
  const second = await createUser();
  await signInByForm(page, second);
  // The tab at sign-in returns to where it was, as the new user.
  await platform.waitForURL(urlOf('platform', '/dashboard'));
  await accountMenu(platform).click();
  await expect(platform.getByText(second.email)).toBeVisible();
});
