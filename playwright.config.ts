import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { defineConfig, devices, type PlaywrightTestConfig } from '@playwright/test';
import { TIME_SCALE } from './e2e/fixtures/time-scale.ts';

type Projects = NonNullable<PlaywrightTestConfig['projects']>;

const port = Number(process.env.SSO_LOCAL_PORT ?? 3100);
const executablePath = process.env.SSO_CHROMIUM;
/** The kind of Clerk that all specs run against; `pnpm sso stack --help` lists them. `all`: as `pnpm test` does. */
const kindOfClerk = process.env.SSO_CLERK ?? 'documented';
/** Set: the tests of a deployment run there, and nothing is started here. See e2e/deployed. */
const deployedDomain = process.env.SSO_E2E_BASE_DOMAIN;
const isRoot = process.getuid?.() === 0;
const isFull = process.env.SSO_TEST_FULL === '1';

const logFile = join(import.meta.dirname, 'test-results/stack.log');
mkdirSync(dirname(logFile), { recursive: true });

// The workers inherit this; `e2e/fixtures/servers/stack.ts` reads the file.
process.env.SSO_STACK_INFO ??= join(import.meta.dirname, `.clerk-local/stack-${port}.json`);

/** Specs that install and build repositories of their own: `e2e/own-stack.config.ts` runs them. */
export const OWN_STACK = /own-stack\/[^/]+\.spec\.ts$/;
/** Specs that send requests and open no browser. */
const NO_BROWSER = /specs\/http\/.*\.spec\.ts$/;
/** Specs that need `e2e/bare-app` beside the six apps. */
const BARE_APP = /specs\/bare\/.*\.spec\.ts$/;

/** Specs whose result could depend on how a Clerk mints tokens. */
const ABOUT_TOKENS = /(one-session|session-sync|cookies|foreign-tokens|propagation|sign-out)\.spec\.ts$/;

/** The whole suite runs against production builds behind the gateway, started once. */
export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results/browser',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // Seven servers and a browser already fill two cores; a second browser only makes both slow.
  workers: availableParallelism() >= 4 ? 2 : 1,
  retries: 0,
  // Left to `pnpm test --full`; `e2e/fixtures/full-run.ts` is for tests that do less by default.
  ...(!isFull && { grepInvert: /@full/ }),
  // No result depends on these limits: they end a test that hangs.
  timeout: 120_000 * TIME_SCALE,
  expect: { timeout: 30_000 * TIME_SCALE },
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    // A trace holds the session of the user who was signed in. Pictures cost more than the test itself.
    trace: deployedDomain ? 'off' : { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // Against the stack no name of another machine is found; `fixtures/test.ts` notes who asked for one.
        ...(deployedDomain
          ? []
          : [
              '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
            ]),
      ],
    },
  },
  ...(deployedDomain
    ? { testDir: 'e2e/deployed', projects: [{ name: 'deployed', use: devices['Desktop Chrome'] }] }
    : {
        projects: [...suiteProjects(), ...(kindOfClerk === 'all' ? kindProjects() : [])],
        webServer: webServer(),
      }),
});

function suiteProjects(): Projects {
  const use = devices['Desktop Chrome'];
  return [
    { name: 'http', testMatch: NO_BROWSER },
    { name: 'chromium', testIgnore: [OWN_STACK, NO_BROWSER, BARE_APP], use },
    // One worker: each that runs one of these starts the processes of e2e/bare-app.
    { name: 'bare', testMatch: BARE_APP, workers: 1, use },
  ];
}

/**
 * The specs about tokens once more for each other kind of Clerk. The running one is switched, so each kind waits until the one
 * before it has ended, and the last set-up switches back. Not by default: Playwright runs what a project depends on in full,
 * whatever file or title was asked for.
 */
function kindProjects(): Projects {
  const use = devices['Desktop Chrome'];
  const switchTo = (kind: string, dependencies: string[]) => ({
    name: `switch-to-${kind}`,
    testDir: 'e2e/kinds-of-clerk',
    testMatch: `${kind}.setup.ts`,
    dependencies,
  });
  const run = (kind: string) => ({
    name: kind,
    testMatch: ABOUT_TOKENS,
    // Without --full the tests that read a token themselves.
    ...(!isFull && { grep: /@each-kind/ }),
    // What these tests do again on every app has nothing to do with how tokens are minted.
    grepInvert: /signs up|signing out on (portal|docs|academy|handbook)/,
    dependencies: [`switch-to-${kind}`],
    use,
  });
  return [
    switchTo('redirect-azp', ['http', 'chromium', 'bare']),
    run('redirect-azp'),
    switchTo('shared-tokens', ['redirect-azp']),
    run('shared-tokens'),
    switchTo('documented', ['shared-tokens']),
  ];
}

function webServer(): NonNullable<PlaywrightTestConfig['webServer']> {
  return {
    // Without a package manager or shell script in between, the signal that ends it reaches it.
    command: `exec node --import tsx packages/cli/src/main.ts stack --lazy --port ${port} --clerk ${kindOfClerk === 'all' ? 'documented' : kindOfClerk} --info "${process.env.SSO_STACK_INFO}" --extra-origin "http://evil.acme.localhost:${port}" 2> "${logFile}"`,
    url: `http://127.0.0.1:${port}/__gateway/ready`,
    timeout: 120_000 * TIME_SCALE,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    // `SSO_REUSE_STACK=1` runs single tests against `pnpm sso stack --port 3100 --info …` left open in a terminal.
    reuseExistingServer: process.env.SSO_REUSE_STACK === '1',
    // What the apps print while they are attacked would bury the results; it is in test-results/stack.log.
    stdout: 'ignore',
    stderr: 'ignore',
  };
}
