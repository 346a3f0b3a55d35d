import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig, devices, type PlaywrightTestConfig } from '@playwright/test';

const port = Number(process.env.SSO_LOCAL_PORT ?? 3100);
const executablePath = process.env.SSO_CHROMIUM;
/** Which Clerk the suite runs against: `pnpm sso stack --help` lists them. */
const clerk = process.env.SSO_CLERK ?? 'documented';
/** Set: the tests of a deployment run there, and nothing is started here. See e2e/deployed. */
const deployedDomain = process.env.SSO_E2E_BASE_DOMAIN;
const isRoot = process.getuid?.() === 0;

const logFile = join(import.meta.dirname, 'test-results/stack.log');
mkdirSync(dirname(logFile), { recursive: true });

// The workers inherit this; `e2e/fixtures/stack.ts` reads the file.
process.env.SSO_STACK_INFO ??= join(import.meta.dirname, `.clerk-local/stack-${port}.json`);

/** Specs that install and build repositories of their own: last, when nothing that is measured runs beside them. */
export const OWN_STACK = /(copied|added)-app\.spec\.ts$/;

/** The whole suite runs against production builds behind the gateway, started once. */
export default defineConfig({
  testDir: deployedDomain ? 'e2e/deployed' : 'e2e/specs',
  outputDir: 'test-results/browser',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // A real browser on a busy machine. What passed only the second time is counted apart, in the last line.
  retries: 1,
  // A walk through six apps takes a third of this on two idle cores.
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    // A trace holds the session of whoever was signed in.
    trace: deployedDomain ? 'off' : 'retain-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: deployedDomain
    ? [
        { name: 'sign-in', testMatch: /\.setup\.ts$/, teardown: 'remove-person' },
        { name: 'remove-person', testMatch: /\.teardown\.ts$/ },
        { name: 'deployed', dependencies: ['sign-in'], use: devices['Desktop Chrome'] },
      ]
    : [
        { name: 'chromium', testIgnore: OWN_STACK, use: devices['Desktop Chrome'] },
        {
          name: 'own-stack',
          testMatch: OWN_STACK,
          dependencies: ['chromium'],
          use: devices['Desktop Chrome'],
        },
      ],
  ...(!deployedDomain && { webServer: webServer() }),
});

function webServer(): NonNullable<PlaywrightTestConfig['webServer']> {
  return {
    // Without a package manager or shell script in between, the signal that ends it reaches it.
    command: `exec node --import tsx packages/cli/src/main.ts stack --port ${port} --clerk ${clerk} --info "${process.env.SSO_STACK_INFO}" --extra-origin "http://evil.acme.localhost:${port}" 2> "${logFile}"`,
    url: `http://127.0.0.1:${port}/__gateway/ready`,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    // `SSO_REUSE_STACK=1` runs single tests against `pnpm sso stack --port 3100 --info …` left open in a terminal.
    reuseExistingServer: process.env.SSO_REUSE_STACK === '1',
    // What the apps print while they are attacked would bury the results; it is in test-results/stack.log.
    stdout: 'ignore',
    stderr: 'ignore',
  };
}
