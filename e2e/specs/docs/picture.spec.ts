import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { AppName } from '@repo/sso';
import { originOf, urlOf } from '../../fixtures/addresses.ts';
import { sessionClaims } from '../../fixtures/session-claims.ts';
import { SIBLINGS } from '../../fixtures/sibling-pages.ts';
import { signInByForm } from '../../fixtures/sign-in.ts';
import { expect, test } from '../../fixtures/test.ts';
import { createUser } from '../../fixtures/users.ts';
import { drawCrossing, type Visit } from '../../picture/draw-crossing.ts';

const FILE = join(import.meta.dirname, '../../../.github/one-session.svg');

/** Opens a page as a user does, and notes what the browser saw. Local addresses are written as those of production. */
async function visit(page: Page, app: AppName, path: string): Promise<Visit> {
  const redirects: string[] = [];
  const note = (response: { status(): number; url(): string }) => {
    if (response.status() >= 300 && response.status() < 400 && !response.url().includes('/npm/'))
      redirects.push(response.url());
  };
  page.on('response', note);
  const answer = await page.goto(urlOf(app, path));
  // A public page has its token only after clerk-js has loaded.
  await expect(async () => {
    expect(await sessionClaims(page.context(), originOf(app))).toMatchObject({ azp: originOf(app) });
  }).toPass();
  page.off('response', note);
  const { azp } = await sessionClaims(page.context(), originOf(app));
  const origin = new URL(String(azp)).hostname.replace('.acme.localhost', '.acme.example');
  return { app, status: answer?.status() ?? 0, redirects: redirects.length, azp: `https://${origin}` };
}

/** `SSO_WRITE_PICTURE=1` draws it anew. */
test('the picture in the README shows what happens when one session crosses six apps', async ({ page }) => {
  await signInByForm(page, await createUser({ organization: 'acme' }));
  const visits = [await visit(page, 'account', '/')];
  for (const { app, path } of SIBLINGS) visits.push(await visit(page, app, path));
  const picture = drawCrossing(visits);
  if (process.env.SSO_WRITE_PICTURE === '1') writeFileSync(FILE, picture);
  expect(readFileSync(FILE, 'utf8')).toBe(picture);
});
