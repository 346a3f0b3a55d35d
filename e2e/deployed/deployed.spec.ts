import { sso as registry } from '@repo/sso';
import { pageAppNames } from '@subdomain-sso/auth/define-sso';
import { createSsoTest, defineSsoTests } from '@subdomain-sso/testing';
import { KIT_OPTIONS } from '../fixtures/kit-options.ts';

/** The suite against a deployment; packages/testing lists the variables that say where it is. */

defineSsoTests(registry, KIT_OPTIONS);

const { test, expect } = createSsoTest(registry);

/** Apps whose home page is public. */
const READABLE = pageAppNames(registry).filter((app) =>
  ['public', 'mixed'].includes(String(registry.apps[app].posture)),
);

for (const app of READABLE) {
  test(`${app} answers with its headers, and without a header that names Next`, async ({ page, sso }) => {
    const headers = (await page.goto(sso.url(app)))?.headers() ?? {};
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-powered-by']).toBeUndefined();
  });
}
