import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSeed } from 'clerk-local';
import { accountMenu } from '../../fixtures/account-corner.ts';
import { findQuietPort } from '../../fixtures/servers/quiet-port.ts';
import { cloneRepository, type RepositoryClone } from '../../fixtures/servers/repository-clone.ts';
import { submitForm } from '../../fixtures/sign-in.ts';
import { expect, test } from '../../fixtures/test.ts';

/** One more app in a copy of this repository: added with one command, used, and removed again. */

let clone: RepositoryClone | undefined;

test.afterAll(() => clone?.remove());

test('an added app type-checks, opens after signing in, and leaves no trace when it is removed', async ({
  page,
}) => {
  test.setTimeout(400_000);
  clone = await cloneRepository();
  await clone.sso('add', 'billing', '--posture', 'protected');
  const changed = (await clone.run('git', 'status', '--porcelain'))
    .trim()
    .split('\n')
    .map((line) => line.trim());
  expect(changed).toEqual(['M packages/sso/sso.config.ts', 'M pnpm-lock.yaml', '?? apps/billing/']);
  const packages = ['billing', '@subdomain-sso/auth', '@repo/ui', '@repo/cli', '@repo/e2e'].map(
    (name) => `--filter=${name}`,
  );
  await clone.run('npx', '-y', 'pnpm@12', ...packages, 'typecheck');

  const port = await findQuietPort();
  await clone.startDev(port, '--filter=billing');
  const billing = `http://billing.acme.localhost:${port}/`;
  await page.goto(billing);
  await page.waitForURL(
    (url) => url.host === `account.acme.localhost:${port}` && url.pathname === '/sign-in',
  );
  const [ada] = defaultSeed.users;
  await submitForm(page, { email: ada?.emailAddress ?? '', password: ada?.password ?? '' });
  await page.waitForURL(billing);
  // `next dev` compiles the page only now: until the sign-in, the proxy answered.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A page for you');
  // React adds it after hydration; before that a click has no effect.
  await accountMenu(page).waitFor();
  await page.getByRole('button', { name: 'Acme Billing: switch app' }).click();
  await expect(
    page.getByRole('navigation', { name: 'Apps' }).getByText('Billing', { exact: true }),
  ).toBeVisible();

  // An open page would try to reach the stopped development server.
  await page.goto('about:blank');
  await clone.stopDev();
  await clone.sso('add', 'billing', '--remove');
  expect(await clone.run('git', 'status', '--porcelain')).toBe('');
  expect(existsSync(join(clone.directory, 'apps/billing'))).toBe(false);
});
