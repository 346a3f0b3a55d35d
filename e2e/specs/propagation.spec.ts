import type { BrowserContext, Page } from '@playwright/test';
import type { AppName } from '@repo/auth/config';
import { clerkUrl, originOf, urlOf } from '../fixtures/addresses.ts';
import { backend, createPerson } from '../fixtures/people.ts';
import { accountMenu, signIn, signInByTicket } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * What somebody does to the session in one tab shows in the open tabs of all other apps, within 300 ms of the cookie
 * changing and without asking the network on a timer.
 */

const WITHIN_MS = 300;
const OPEN: readonly { app: AppName; path: string }[] = [
  { app: 'platform', path: '/dashboard' },
  { app: 'portal', path: '/' },
  { app: 'docs', path: '/' },
  { app: 'academy', path: '/' },
];

/** Times, by `Date.now()` of the one browser, of what tabs saw. Pages come and go; the notes stay. */
interface Notes {
  cookieChangedAtMs: number | undefined;
  readonly shownAtMs: Map<string, number>;
}

/** In every page: notes when `__client_uat` changes, and when the page stops (or starts) showing a signed-in person. */
async function takeNotes(context: BrowserContext): Promise<Notes> {
  const notes: Notes = { cookieChangedAtMs: undefined, shownAtMs: new Map() };
  await context.exposeFunction('__noteCookie', (atMs: number) => {
    notes.cookieChangedAtMs = Math.min(notes.cookieChangedAtMs ?? atMs, atMs);
  });
  await context.exposeFunction('__noteShown', (host: string, what: string, atMs: number) => {
    const key = `${host} ${what}`;
    if (!notes.shownAtMs.has(key)) notes.shownAtMs.set(key, atMs);
  });
  await context.addInitScript(() => {
    interface Noting {
      __noteCookie(atMs: number): void;
      __noteShown(host: string, what: string, atMs: number): void;
      cookieStore?: EventTarget;
    }
    // What exposeFunction and the browser put there.
    const page = window as unknown as Noting;
    // A blank page has none.
    page.cookieStore?.addEventListener('change', (event) => {
      // CookieChangeEvent, which this file's library does not know.
      const { changed } = event as unknown as { changed: { name: string }[] };
      if (changed.some(({ name }) => name.startsWith('__client_uat'))) page.__noteCookie(Date.now());
    });
    let last = '';
    const look = () => {
      const isCovered = document.querySelector('[role="alert"]')?.textContent?.includes('in another tab');
      const hasMenu = document.querySelector('[aria-label="Open user menu"]') !== null;
      const what = isCovered || !hasMenu ? 'nobody' : 'somebody';
      if (what === last) return;
      last = what;
      page.__noteShown(location.hostname, what, Date.now());
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  });
  return notes;
}

function forget(notes: Notes): void {
  notes.cookieChangedAtMs = undefined;
  notes.shownAtMs.clear();
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

function delays(notes: Notes, what: 'nobody' | 'somebody'): Record<string, number> {
  const changed = notes.cookieChangedAtMs ?? Number.NaN;
  return Object.fromEntries(
    OPEN.flatMap(({ app }) => {
      const shown = notes.shownAtMs.get(`${new URL(originOf(app)).hostname} ${what}`);
      return shown === undefined ? [] : [[app, shown - changed]];
    }),
  );
}

test('signing out in one tab shows in the open tabs of the other apps', async ({
  page,
  context,
  signedIn,
}) => {
  expect(signedIn.userId).toBeTruthy();
  const notes = await takeNotes(context);
  const tabs = await openTabs(context);
  await page.reload();
  await accountMenu(page).waitFor();
  forget(notes);
  const requests: string[] = [];
  context.on('request', (request) => requests.push(request.url()));

  await accountMenu(page).click();
  await page.getByRole('button', { name: 'Sign out' }).click();

  await expect
    .poll(() => Object.keys(delays(notes, 'nobody')).sort())
    .toEqual(OPEN.map(({ app }) => app).sort());
  const measured = delays(notes, 'nobody');
  test
    .info()
    .annotations.push({ type: 'ms after the cookie changed', description: JSON.stringify(measured) });
  for (const { app } of OPEN) expect(measured[app], `${app}, ms`).toBeLessThan(WITHIN_MS);

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
  expect(requests.filter((url) => url.startsWith(clerkUrl('/v1/client/sessions'))).length).toBeLessThan(4);
});

test('signing in in one tab shows in the open tabs of public and mixed apps', async ({
  page,
  context,
  person,
}) => {
  const tabs: Page[] = [];
  for (const app of ['docs', 'academy'] as const) {
    const tab = await context.newPage();
    await tab.goto(urlOf(app));
    await tab.getByRole('link', { name: 'Sign in' }).first().waitFor();
    tabs.push(tab);
  }
  await page.bringToFront();
  await signIn(page, person);
  for (const tab of tabs) await accountMenu(tab).waitFor({ timeout: 5_000 });
  // The server of the mixed app knows the person, too, without a sync.
  const [, academy] = tabs;
  const documents: number[] = [];
  academy?.on('response', (response) => {
    if (response.request().isNavigationRequest()) documents.push(response.status());
  });
  await academy?.goto(urlOf('academy', '/members/signing-out-everywhere'));
  expect(documents).toEqual([200]);
});

test('switching the organization in one tab switches it in the tabs of the other apps', async ({
  page,
  context,
}) => {
  const person = await createPerson({ organization: 'acme' });
  const unique = person.userId.slice(-8).toLowerCase();
  const other = await backend().organizations.createOrganization({
    name: `Second ${unique}`,
    slug: `second-${unique}`,
    createdBy: person.userId,
  });
  await signInByTicket(page, person);
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
    // Where Clerk hands out a sibling's token, the page loads once more, and cannot be asked meanwhile.
    await expect.poll(() => activeIn(platform).catch(() => null), { timeout: 10_000 }).toBe(organization);
    expect(await activeIn(page)).toBe(organization);
  }
});

test('another person who signs in elsewhere is never shown the page of the one before', async ({
  page,
  context,
  signedIn,
}) => {
  expect(signedIn.userId).toBeTruthy();
  const platform = await context.newPage();
  await platform.goto(urlOf('platform', '/dashboard'));
  await accountMenu(platform).waitFor();
  await page.bringToFront();
  await accountMenu(page).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await platform.waitForURL((url) => url.pathname === '/sign-in');
  const second = await createPerson();
  await signIn(page, second);
  // The tab at sign-in follows, back to where it was, as the new person.
  await platform.waitForURL(urlOf('platform', '/dashboard'));
  await accountMenu(platform).click();
  await expect(platform.getByText(second.email)).toBeVisible();
});
