import { clerk } from '@clerk/testing/playwright';
import { expect, type Page } from '@playwright/test';
import type { TestAccount } from '../clerk/tenancy.ts';
import type { SignInSelectors } from '../options.ts';
import { activateOrganization, readUser } from './clerk-js.ts';

/**
 * Signs an account in with a ticket, without the form. No page is open afterwards.
 *
 * @param page Opens `startUrl`, a page of the primary app with clerk-js that asks for no sign-in.
 * @param organizationId The organization to make active; undefined: the one that Clerk chooses.
 */
export async function signInWithTicket(
  page: Page,
  {
    startUrl,
    account,
    ticket,
    organizationId,
  }: {
    readonly startUrl: string;
    readonly account: TestAccount;
    readonly ticket: string;
    readonly organizationId: string | undefined;
  },
): Promise<void> {
  await page.goto(startUrl);
  await clerk.signIn({ page, signInParams: { strategy: 'ticket', ticket } }).catch(ignoreNavigation);
  await expect.poll(() => readUser(page)).toMatchObject({ emails: expect.arrayContaining([account.email]) });
  if (organizationId !== undefined) {
    // The page may go on to the one that follows a sign-in at that moment.
    await expect(() => activateOrganization(page, organizationId)).toPass();
  }
  await page.goto('about:blank');
}

/** Ends every session of the browser, on an open page with clerk-js. */
export async function signOut(page: Page): Promise<void> {
  await clerk.signOut({ page }).catch(ignoreNavigation);
}

/** Fills in the sign-in form that is on the page, and sends it with the Enter key. */
export async function submitSignIn(
  page: Page,
  { email, password }: { readonly email: string; readonly password: string },
  selectors: SignInSelectors,
): Promise<void> {
  await page.locator(selectors.identifier).fill(email);
  // Clerk's form draws it without a height until the browser fills it in, and accepts it all the same.
  await page.locator(selectors.password).fill(password, { force: true });
  await page.locator(selectors.password).press('Enter');
}

/** A page may change as soon as the session does, before the result of clerk-js has been read. */
function ignoreNavigation(error: unknown): void {
  if (!String(error).includes('Execution context was destroyed')) throw error;
}
