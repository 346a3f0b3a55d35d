import { test as base, expect } from '@playwright/test';
import { APPS } from '../fixtures/addresses.ts';
import { deployedOrigin, readDeployment } from './deployment.ts';

/** Playwright's test, which passes Vercel's deployment protection where there is one. Only the apps receive the secret. */
export const test = base.extend<{ passProtection: undefined }>({
  passProtection: [
    async ({ context }, use) => {
      const { bypassSecret } = readDeployment();
      const origins = new Set(APPS.map((app) => deployedOrigin(app)));
      if (bypassSecret) {
        await context.route(
          (url) => origins.has(url.origin),
          (route, request) =>
            route.continue({
              headers: { ...request.headers(), 'x-vercel-protection-bypass': bypassSecret },
            }),
        );
      }
      await use(undefined);
    },
    { auto: true },
  ],
});

export { expect };
