import { clerkSetup, setupClerkTestingToken } from '@clerk/testing/playwright';
import { type BrowserContext, test as base } from '@playwright/test';
import type { SsoConfig } from '@subdomain-sso/auth/define-sso';
import { type Addresses, addressesOf } from './addresses.ts';
import { signInWithTicket } from './browser/sign-in.ts';
import { createClock, createInbox, type Inbox } from './clerk/local-clerk.ts';
import { createTenancy, type Tenancy, type Tenant, type TestAccount } from './clerk/tenancy.ts';
import { readVariables, useBackendApi } from './env.ts';
import { type Answer, send } from './http/send.ts';
import { createExpect } from './matchers.ts';
import { DEFAULT_ACCOUNTS, type SsoTestOptions } from './options.ts';
import { resolveTarget, type Target } from './target.ts';

/** Fixtures and options of a test. */
export interface SsoFixtures<Name extends string = string> {
  /** Option: the account that `page` is signed in as; undefined: nobody. */
  as: string | undefined;
  /** Option: slug of the organization that is active for it, and that a made account joins. Default: the worker's tenant. */
  organization: string | undefined;
  /** Where the apps are. */
  sso: Addresses<Name>;
  /** The user that `as` names. */
  account: TestAccount;
  /** Mails of the local Clerk. */
  inbox: Inbox;
  /** Sends one GET request without a browser. No cookie is sent but those given, and no redirect is followed. */
  send: (url: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Moves the time of the local Clerk, in milliseconds, until the test ends. All workers share it. */
  advanceTime: (ms: number) => Promise<void>;
}

/** What a worker keeps for all of its tests. */
export interface SsoWorkerFixtures {
  target: Target;
  /** The accounts and organizations of this worker; they are deleted when it ends. */
  tenancy: Tenancy;
  /** The organization of this worker. */
  tenant: Tenant;
}

/**
 * Makes Playwright's `test` and `expect` for the apps of a registry.
 *
 * @throws {SsoTestError} Nothing here; the fixtures: `missing_variable`, `invalid_variable`, `live_key`, `unknown_account`,
 *   `unknown_organization`, `clerk_refused`, `local_clerk_only`.
 * @example
 * const { test, expect } = createSsoTest(sso);
 * test.use({ as: 'owner' });
 * test('reads the reports', async ({ page, sso, account }) => {
 *   await page.goto(sso.url('platform', '/reports'));
 *   await expect(page).toBeSignedInAs(account.email);
 * });
 */
export function createSsoTest<const Sso extends SsoConfig>(sso: Sso, options: SsoTestOptions<Sso> = {}) {
  type Name = keyof Sso['apps'] & string;
  // The names are those of the registry.
  const registry: SsoConfig<Name> = sso as unknown as SsoConfig<Name>;
  const readTarget = once(() => resolveTarget(sso, (options.variables ?? readVariables)()));
  const definitions = { ...DEFAULT_ACCOUNTS, ...options.accounts };

  const test = base.extend<SsoFixtures<Name>, SsoWorkerFixtures>({
    as: [undefined, { option: true }],
    organization: [undefined, { option: true }],
    target: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a destructured first parameter.
      async ({}, use) => {
        const target = readTarget();
        const { publishableKey, secretKey, apiUrl } = target.clerk;
        useBackendApi(apiUrl);
        await clerkSetup({ publishableKey, secretKey, dotenv: false });
        await use(target);
      },
      { scope: 'worker' },
    ],
    tenancy: [
      async ({ target: { clerk } }, use) => {
        const tenancy = createTenancy(clerk, definitions);
        await use(tenancy);
        await tenancy.remove();
      },
      { scope: 'worker' },
    ],
    tenant: [async ({ tenancy }, use) => use(await tenancy.tenant()), { scope: 'worker' }],
    sso: async ({ target }, use) => use(addressesOf(registry, target)),
    account: async ({ tenancy, as }, use) => use(await tenancy.account(as ?? 'owner')),
    inbox: async ({ target }, use) => use(createInbox(target.clerk)),
    advanceTime: async ({ target }, use) => {
      const clock = createClock(target.clerk);
      await use(clock.advance);
      await clock.restore();
    },
    send: async ({ target }, use) => {
      await use((url, headers) => send(url, { ...bypassHeaders(target), ...headers }));
    },
    context: async ({ context, target }, use) => {
      await passProtection(context, target);
      // Hosted instances take a form that a program fills in for a bot's.
      if (target.clerk.kind === 'hosted') await setupClerkTestingToken({ context });
      await use(context);
    },
    page: async ({ page, as, organization, sso: addresses, tenancy }, use) => {
      if (as !== undefined) {
        const account = await tenancy.account(as);
        const organizationId = await tenancy.organizationFor(as, organization);
        const ticket = await tenancy.ticketFor(account);
        const startUrl = addresses.signIn.isOwn ? addresses.signIn.url : addresses.url(registry.primary);
        await signInWithTicket(page, { startUrl, account, ticket, organizationId });
      }
      await use(page);
    },
  });
  return { test, expect: createExpect((app: Name) => addressesOf(registry, readTarget()).origin(app)) };
}

/** Only the apps receive the secret of Vercel's deployment protection. */
async function passProtection(context: BrowserContext, target: Target): Promise<void> {
  if (target.bypassSecret === undefined) return;
  const apps = new Set(Object.values(target.origins));
  await context.route(
    (url) => apps.has(url.origin),
    (route, request) => route.continue({ headers: { ...request.headers(), ...bypassHeaders(target) } }),
  );
}

/** @source Vercel docs "Protection Bypass for Automation". */
function bypassHeaders({ bypassSecret }: Target): Record<string, string> {
  return bypassSecret === undefined ? {} : { 'x-vercel-protection-bypass': bypassSecret };
}

function once<Value>(read: () => Value): () => Value {
  let value: { readonly read: Value } | undefined;
  return () => {
    value ??= { read: read() };
    return value.read;
  };
}
