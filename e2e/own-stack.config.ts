import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import suite, { OWN_STACK } from '../playwright.config.ts';

const { webServer: _theSixApps, ...rest } = suite;

/**
 * Only the specs that start apps of their own, without a build of this repository's:
 * `pnpm exec playwright test -c e2e/own-stack.config.ts`.
 */
export default defineConfig({
  ...rest,
  testDir: join(import.meta.dirname, 'specs'),
  outputDir: join(import.meta.dirname, '../test-results/own-stack'),
  reporter: 'list',
  projects: [{ name: 'own-stack', testMatch: OWN_STACK, use: devices['Desktop Chrome'] }],
});
