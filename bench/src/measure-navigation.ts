import type { Page } from '@playwright/test';
import { recordTrail } from './record-trail.ts';

const ARRIVAL_TIMEOUT_MS = 10_000;

/** What one navigation cost, and where it ended. */
export interface Measurement {
  /** HTTP redirects on the way. */
  readonly redirects: number;
  /** Documents that apps were asked for: each hop and each reload, Clerk's own hops excluded. */
  readonly documentRequests: number;
  /** Requests to Clerk until the browser knew who is signed in: hops and calls of browser and server, without scripts. */
  readonly clerkRequests: number;
  /**
   * Milliseconds from the request for the first document until the document rendered for the signed-in person was parsed
   * (DOMContentLoaded); null when no such document came.
   */
  readonly durationMs: number | null;
  readonly server: 'signed in' | 'signed out' | 'no page';
  readonly browser: 'signed in' | 'signed out' | 'unknown';
  /** Of the token that the server accepted; null when it has none or there is no token. */
  readonly azp: string | null;
}

/** Measures navigations of one tab. Both ends are read off the browser's own monotonic clock. */
export interface Stopwatch {
  /** @param navigate Causes exactly one navigation, however many documents that takes. */
  measure(navigate: () => Promise<unknown>): Promise<Measurement>;
}

/**
 * @param userId Who is signed in.
 * @param clerkOrigin Where navigations through Clerk go.
 * @param clerkRequests How many requests Clerk has got so far.
 */
export async function createStopwatch(
  page: Page,
  options: { userId: string; clerkOrigin: string; clerkRequests: () => number },
): Promise<Stopwatch> {
  const { userId, clerkOrigin, clerkRequests } = options;
  const cdp = await page.context().newCDPSession(page);
  const trail = await recordTrail(cdp);
  return {
    async measure(navigate) {
      const clerkBefore = clerkRequests();
      trail.clear();
      const committed = page.waitForEvent('framenavigated');
      await Promise.all([committed, navigate()]);
      const server = await readServer(page, userId);
      const durationMs = server === 'signed in' ? await trail.durationMs() : null;
      const azp = server === 'no page' ? 'none' : await page.locator('#azp').textContent();
      const browser = server === 'no page' ? 'unknown' : await readBrowser(page, userId);
      return {
        redirects: trail.requests.filter(({ isRedirect }) => isRedirect).length,
        documentRequests: trail.requests.filter(({ url }) => new URL(url).origin !== clerkOrigin).length,
        clerkRequests: clerkRequests() - clerkBefore,
        durationMs,
        server,
        browser,
        azp: azp === 'none' ? null : azp,
      };
    },
  };
}

/**
 * Waits until the page's browser half knows who is signed in.
 *
 * @throws {Error} after ten seconds, with the address and the text of what is shown instead.
 */
export async function settle(page: Page): Promise<void> {
  const known = page.locator('#browser', { hasText: /./ });
  try {
    await known.waitFor({ state: 'attached', timeout: ARRIVAL_TIMEOUT_MS });
  } catch (cause) {
    const shown = (await page.locator('body').textContent()) ?? '';
    throw new Error(`${page.url()} does not say who is signed in: ${shown.slice(0, 300)}`, { cause });
  }
}

async function readServer(page: Page, userId: string): Promise<Measurement['server']> {
  try {
    const server = page.locator('#server');
    await server.waitFor({ state: 'attached', timeout: ARRIVAL_TIMEOUT_MS });
    await page.waitForLoadState('domcontentloaded');
    return (await server.textContent()) === userId ? 'signed in' : 'signed out';
  } catch {
    return 'no page';
  }
}

async function readBrowser(page: Page, userId: string): Promise<Measurement['browser']> {
  try {
    await settle(page);
    return (await page.locator('#browser').textContent()) === userId ? 'signed in' : 'signed out';
  } catch {
    return 'unknown';
  }
}
