import type { SsoConfig } from '@subdomain-sso/auth/define-sso';
import type { createSsoTest } from '../create-sso-test.ts';
import type { SignInSelectors } from '../options.ts';
import type { SuiteApps } from '../registry/suite-apps.ts';

type Made = ReturnType<typeof createSsoTest<SsoConfig>>;

/** What every group of tests is made of. */
export interface Suite extends Made {
  readonly apps: SuiteApps;
  readonly selectors: SignInSelectors;
}

/** Declares a test that cannot be made for this registry: it is listed, and skipped with its reason. */
export function declareSkipped({ test }: Pick<Suite, 'test'>, title: string, reason: string): void {
  test(title, () => {
    test.skip(true, reason);
  });
}
