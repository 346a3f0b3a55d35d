import type { Page } from '@playwright/test';
import { settle } from './measure-navigation.ts';
import type { PastSession } from './past-session.ts';

/** One browser tab of a signed-in person, and where it may go. */
export interface Tab {
  readonly page: Page;
  /** The app that every measured navigation leads to, and its sibling. */
  readonly a: { readonly origin: string; readonly url: string };
  readonly b: { readonly origin: string; readonly url: string };
  readonly outsideUrl: string;
  readonly session: PastSession;
}

export interface Scenario {
  readonly id: ScenarioId;
  readonly title: string;
  /** Brings the tab to where the navigation starts; not measured. */
  prepare(tab: Tab): Promise<void>;
  /** Causes the one navigation that is measured; it ends on app A. */
  navigate(tab: Tab): Promise<unknown>;
}

export type ScenarioId =
  | 'first-visit'
  | 'later-link'
  | 'hard-reload'
  | 'same-app'
  | 'outside-link'
  | 'expired-token';

/** In the order in which one person does them. All but the first need an app that was visited before. */
export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'first-visit',
    title: 'First visit to a sibling',
    async prepare({ page, b }) {
      // The sign-in page and the page after it: every user who signs in has loaded clerk-js twice.
      await open(page, b.url);
      await open(page, b.url);
    },
    navigate: ({ page, a }) => clickLink(page, a.url),
  },
  {
    id: 'later-link',
    title: 'Later link between siblings',
    prepare: ({ page, b }) => open(page, b.url),
    navigate: ({ page, a }) => clickLink(page, a.url),
  },
  {
    id: 'hard-reload',
    title: 'Hard reload of a page reached by a link',
    async prepare({ page, a, b }) {
      // So the navigation before may have left it.
      if (page.url() === a.url && (await page.evaluate(() => document.referrer)) === b.url) return;
      await open(page, b.url);
      await clickLink(page, a.url);
      await page.waitForURL(a.url);
      await settle(page);
    },
    navigate: ({ page }) => reloadWithoutCache(page),
  },
  {
    id: 'same-app',
    title: 'Navigation within one app (the limit)',
    prepare: ({ page, a }) => (page.url() === a.url ? settle(page) : open(page, a.url)),
    navigate: ({ page }) => clickLink(page, '/second'),
  },
  {
    id: 'outside-link',
    title: 'Link from another site',
    prepare: async ({ page, outsideUrl }) => void (await page.goto(outsideUrl)),
    navigate: ({ page, a }) => clickLink(page, a.url),
  },
  {
    id: 'expired-token',
    title: 'Return after the token expired',
    async prepare({ page, a, session }) {
      // No page of the app is open that could renew the token.
      await page.goto('about:blank');
      await session.expire(page.context(), a.origin);
    },
    navigate: ({ page, a }) => page.goto(a.url, { waitUntil: 'commit' }),
  },
];

/** Opens a page as if its address were typed, and waits until the browser knows who is signed in. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'commit' });
  await settle(page);
}

function clickLink(page: Page, href: string): Promise<void> {
  return page.locator(`a[href="${href}"]`).first().click({ noWaitAfter: true });
}

async function reloadWithoutCache(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Page.reload', { ignoreCache: true });
  await cdp.detach();
}
