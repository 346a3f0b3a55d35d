import type { Cookie } from '@playwright/test';
import { CLERK_QUERY_COOKIE, SWITCH_COOKIE } from '@subdomain-sso/auth/stored-names';
import { SESSION_COOKIE } from '../browser/session-cookies.ts';
import type { Suite } from './suite.ts';

/** Cookies of Clerk, and those of the auth package. */
const ABOUT_SESSIONS = /^__(session|client|clerk|sso)/;

/** Holds the session itself; only Clerk may receive it. */
const CLIENT = '__client';

/** What every app of the domain may read: that a user is signed in, never as whom. */
const SHARED = [/^__client_uat(_[\w-]+)?$/, /^__clerk_db_jwt(_[\w-]+)?$/, SWITCH_COOKIE, CLERK_QUERY_COOKIE];

/** Which hosts receive which cookie: the Domain attribute decides it. */
export function declareCookies({ test, expect, apps }: Suite): void {
  test.describe(() => {
    test.use({ as: 'owner' });
    test('the session cookie stays on the host of its app, and the parent domain has nothing that signs in', async ({
      page,
      context,
      sso,
      account,
    }) => {
      for (const { app, path } of apps.open) {
        await page.goto(sso.url(app, path));
        await expect(page).toBeSignedInAs(account.email);
        await expect(context).toHaveTokenOf(app);
      }
      const hosts = apps.open.map(({ app }) => new URL(sso.origin(app)).hostname);
      const cookies = (await context.cookies()).filter(({ name }) => ABOUT_SESSIONS.test(name));
      const sessions = cookies.filter(({ name }) => SESSION_COOKIE.test(name));
      expect([...new Set(sessions.map(({ domain }) => domain))].sort()).toEqual(hosts.toSorted());
      const shared = cookies.filter(({ domain }) => domain.startsWith('.') && isParentOf(domain, hosts));
      expect(shared.map(({ name }) => name).filter((name) => !isShared(name))).toEqual([]);
      expect(cookies.filter((cookie) => cookie.name === CLIENT && !isClerksOwn(cookie, hosts))).toEqual([]);
    });
  });
}

function isParentOf(domain: string, hosts: readonly string[]): boolean {
  return hosts.some((host) => `.${host}`.endsWith(domain));
}

function isShared(name: string): boolean {
  return SHARED.some((known) => (typeof known === 'string' ? known === name : known.test(name)));
}

function isClerksOwn({ domain, httpOnly }: Cookie, hosts: readonly string[]): boolean {
  return httpOnly && !isParentOf(`.${domain.replace(/^\./, '')}`, hosts);
}
