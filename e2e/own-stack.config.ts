import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import suite, { OWN_STACK } from '../playwright.config.ts';

const { webServer: _theSixApps, ...rest } = suite;

/** Only the specs that start apps of their own, without a build of this repository: `pnpm sso test --only=own-stack`. */
export default defineConfig({
  ...rest,
  testDir: join(import.meta.dirname, 'specs'),
  outputDir: join(import.meta.dirname, '../test-results/own-stack'),
  reporter: [['list'], ['json', { outputFile: join(import.meta.dirname, '../test-results/own-stack.json') }]],
  projects: [{ name: 'own-stack', testMatch: OWN_STACK, use: devices['Desktop Chrome'] }],
});
