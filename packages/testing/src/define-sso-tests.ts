import type { SsoConfig } from '@subdomain-sso/auth/define-sso';
import { createSsoTest } from './create-sso-test.ts';
import { DEFAULT_SELECTORS, type SsoTestOptions } from './options.ts';
import { suiteApps } from './registry/suite-apps.ts';
import { declareAnonymous } from './suite/anonymous.ts';
import { declareCookies } from './suite/cookies.ts';
import { declareEndpoints } from './suite/endpoints.ts';
import { declareForeignTokens } from './suite/foreign-tokens.ts';
import { declareOneSignIn } from './suite/one-sign-in.ts';
import { declareReturnAddress } from './suite/return-address.ts';
import { declareReturnUrls } from './suite/return-urls.ts';
import { declareSignOut } from './suite/sign-out.ts';
import { declareStaff } from './suite/staff.ts';

/**
 * Declares Playwright's tests of one session on all apps of a registry. A test for which the registry has no app is skipped
 * with its reason. Called at the top of a spec.
 *
 * @param sso The value of `defineSso`.
 * @returns Nothing; the tests use the accounts `owner`, `member` and `outsider`.
 * @example defineSsoTests(sso, { pages: { platform: '/dashboard' }, endpoints: { api: '/v1/me' } });
 */
export function defineSsoTests<const Sso extends SsoConfig>(
  sso: Sso,
  options: SsoTestOptions<Sso> = {},
): void {
  // The names of the options are those of this registry; inside, any name is taken.
  const untyped = options as SsoTestOptions;
  const suite = {
    ...createSsoTest<SsoConfig>(sso, untyped),
    apps: suiteApps(sso, untyped),
    selectors: { ...DEFAULT_SELECTORS, ...options.selectors },
  };
  suite.test.describe('one session on all apps', () => {
    declareOneSignIn(suite);
    declareReturnAddress(suite);
    declareSignOut(suite);
    declareCookies(suite);
    declareForeignTokens(suite);
    declareEndpoints(suite);
    declareReturnUrls(suite);
    declareAnonymous(suite);
    declareStaff(suite);
  });
}
