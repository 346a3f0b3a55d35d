import { mintToken } from '../browser/clerk-js.ts';
import type { SuiteEndpoint } from '../registry/suite-apps.ts';
import { declareSkipped, type Suite } from './suite.ts';

/** What accepts bearer tokens accepts those of its declared callers, and no others. */
export function declareEndpoints(suite: Suite): void {
  if (suite.apps.endpoints.length === 0) {
    const reason = 'The registry has no API, and the option `endpoints` names no path of another app.';
    declareSkipped(suite, 'bearer tokens of declared callers', reason);
  }
  for (const endpoint of suite.apps.endpoints) declareEndpoint(suite, endpoint);
}

function declareEndpoint(
  { test, expect, apps }: Suite,
  { app, path, callers, foreign }: SuiteEndpoint,
): void {
  const pageOf = (name: string) => apps.open.find((page) => page.app === name);
  const title = `${app}${path} responds`;

  test(`${title} 401 without a token`, async ({ sso, send }) => {
    const answer = await send(sso.url(app, path));
    expect([answer.status, answer.headers['set-cookie']]).toEqual([401, undefined]);
  });

  for (const { tokens, names, status } of [
    { tokens: 'a token of a caller', names: callers, status: 200 },
    { tokens: 'a token of any other app', names: foreign, status: 401 },
  ]) {
    const pages = names.flatMap((name) => pageOf(name) ?? []);
    if (pages.length === 0) {
      declareSkipped(
        { test },
        `${title} ${status} with ${tokens}`,
        'The registry has no such app that every user may open.',
      );
      continue;
    }
    test.describe(() => {
      test.use({ as: 'owner' });
      test(`${title} ${status} with ${tokens}`, async ({ page, sso, account, send }) => {
        const received: Record<string, number> = {};
        for (const each of pages) {
          await page.goto(sso.url(each.app, each.path));
          await expect(page).toBeSignedInAs(account.email);
          const headers = { authorization: `Bearer ${await mintToken(page)}` };
          received[each.app] = (await send(sso.url(app, path), headers)).status;
        }
        expect(received).toEqual(Object.fromEntries(pages.map((each) => [each.app, status])));
      });
    });
  }
}
