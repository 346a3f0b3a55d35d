import type { AppName } from '@repo/sso';
import type { FaultSettings } from 'clerk-local';
import { IS_FULL_RUN } from '../../fixtures/full-run.ts';
import { expect, test } from '../../fixtures/http-test.ts';
import { NAVIGATION } from '../../fixtures/raw-request.ts';
import { type AppWithOwnClerk, startAppWithOwnClerk } from '../../fixtures/servers/app-with-own-clerk.ts';
import { TIME_SCALE } from '../../fixtures/time-scale.ts';

/**
 * Pages for signed-in users while Clerk's Backend API refuses, fails, is silent or knows the user no more: no page asks it.
 *
 * Topology: one process of an app and one Clerk of its own, no gateway, no browser.
 */

const FAULTS: Readonly<Record<string, FaultSettings>> = {
  'refuses because of its rate limit': { answer: 429, only: 'backend-api' },
  fails: { answer: 500, only: 'backend-api' },
  'breaks off': { answer: 'down', only: 'backend-api' },
  'is silent for a minute': { latencyMs: 60_000, only: 'backend-api' },
};

/** Pages that show the name or the address of the user. No other page asks the Backend API: `packages/structure` compares. */
const PAGES: readonly (readonly [AppName, string, string])[] = [
  ['account', '/', 'Hello'],
  ...(IS_FULL_RUN ? ([['handbook', '/no-access', 'You are signed in as']] as const) : []),
];

for (const [self, path, shown] of PAGES) {
  test.describe(`${self} ${path}`, () => {
    test.describe.configure({ mode: 'default' });
    let app: AppWithOwnClerk;
    test.beforeAll(async () => {
      test.setTimeout(180_000 * TIME_SCALE);
      app = await startAppWithOwnClerk(self);
    });
    test.afterAll(() => app.close());

    for (const [name, fault] of Object.entries(FAULTS)) {
      test(`is shown while the Backend API ${name}`, async () => {
        const cookie = await app.signIn();
        app.setFaults(fault);
        try {
          const answer = await app.ask(path, { headers: { ...NAVIGATION, cookie } });
          expect(answer.status).toBe(200);
          expect(answer.body).toContain(shown);
        } finally {
          app.setFaults({});
        }
      });
    }

    test('is shown to a user who has just been deleted, until the token expires', async () => {
      const cookie = await app.signIn();
      await app.deleteUser();
      const answer = await app.ask(path, { headers: { ...NAVIGATION, cookie } });
      expect(answer.status).toBe(200);
      expect(answer.body).toContain(shown);
    });
  });
}
