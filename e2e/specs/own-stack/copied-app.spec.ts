import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClerkClient } from '@clerk/backend';
import { type AppStack, startAppStack } from '@repo/stack/app-stack';
import { accountMenu } from '../../fixtures/account-corner.ts';
import {
  addFromRegistry,
  buildApp,
  copyAuth,
  createNextApp,
  createWorkspace,
  npmInstall,
  registryProblem,
} from '../../fixtures/servers/outside-repository.ts';
import { findQuietPort } from '../../fixtures/servers/quiet-port.ts';
import { sessionClaims } from '../../fixtures/session-claims.ts';
import { submitForm } from '../../fixtures/sign-in.ts';
import { expect, test } from '../../fixtures/test.ts';
import { createUser } from '../../fixtures/users.ts';

/**
 * Two repositories outside this one, made today: a single app, and a workspace with an app in it. Both get the package with
 * `pnpm sso copy`, and nothing else of this repository. Account and platform then share a session.
 */

let outside: string;
let stack: AppStack | undefined;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(400_000);
  const problem = await registryProblem();
  test.skip(problem !== undefined, problem);
  outside = await mkdtemp(join(tmpdir(), 'sso-outside-'));
  const [account, platform] = [join(outside, 'account'), join(outside, 'theirs')];
  await timed('create-next-app', () => createNextApp(account));
  await cp(account, join(outside, 'plain'), { recursive: true });
  await createWorkspace(platform, { from: account, name: 'platform' });
  const share = ['--domain', 'acme.example', '--apps', 'account,platform'];
  await timed('copy', async () => {
    await copyAuth(account, [...share, '--app', 'account'], { app: '', page: homePage('currentSession') });
    await copyAuth(platform, share, { app: 'apps/platform', page: homePage('requireUser') });
  });
  await timed('npm install', () => Promise.all([npmInstall(account), npmInstall(platform)]));
  const port = await findQuietPort();
  const local = { SSO_LOCAL_CLERK: '1', SSO_LOCAL_PORT: String(port) };
  const directories = [account, join(platform, 'apps/platform')] as const;
  const built = await timed('build', () => Promise.all(directories.map((each) => buildApp(each, local))));
  for (const output of built) expect(output).toContain('Finished TypeScript');
  stack = await timed('start', () =>
    startAppStack({
      apps: [
        { name: 'account', directory: directories[0], firstPage: '/sign-in' },
        { name: 'platform', directory: directories[1], firstPage: '/' },
      ],
      primary: 'account',
      signInPaths: { signIn: '/sign-in', signUp: '/sign-up' },
      env: process.env,
      port,
      rootDomain: 'acme.localhost',
      mode: 'production',
    }),
  );
});

test.afterAll(async () => {
  await stack?.close();
  if (outside) await rm(outside, { recursive: true, force: true });
});

test('signed in on one of two copies and on the other: no redirect, and each token names its own app', async ({
  page,
  context,
}) => {
  const { clerk, originOf } = running();
  const user = await createUser({ client: backendOf(clerk) });
  await page.goto(`${originOf('platform')}/?from=mail`);
  await page.waitForURL((url) => url.origin === originOf('account') && url.pathname === '/sign-in');
  await submitForm(page, user);
  await page.waitForURL(`${originOf('platform')}/?from=mail`);
  await expect(page.locator('#server')).toHaveText(user.userId);

  const redirects: string[] = [];
  page.on('response', (response) => {
    const isRedirect = response.status() >= 300 && response.status() < 400;
    if (isRedirect && response.request().isNavigationRequest()) redirects.push(response.url());
  });
  for (const name of ['account', 'platform', 'account']) {
    await page.goto(`${originOf(name)}/`);
    await expect(page.locator('#server')).toHaveText(user.userId);
    await expect(accountMenu(page)).toBeVisible();
    expect(await sessionClaims(context, originOf(name))).toMatchObject({
      azp: originOf(name),
      sub: user.userId,
    });
  }
  expect(redirects).toEqual([]);
});

test('signing out on one signs out on the other, where the guard redirects to the sign-in page', async ({
  page,
}) => {
  const { clerk, originOf } = running();
  await page.goto(`${originOf('platform')}/`);
  await page.waitForURL((url) => url.pathname === '/sign-in');
  const user = await createUser({ client: backendOf(clerk) });
  await submitForm(page, user);
  await page.waitForURL(`${originOf('platform')}/`);
  await expect(page.locator('#server')).toHaveText(user.userId);
  await page.goto(`${originOf('account')}/`);
  await accountMenu(page).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.locator('#server')).toHaveText('nobody');
  await page.goto(`${originOf('platform')}/`);
  await page.waitForURL((url) => url.origin === originOf('account') && url.pathname === '/sign-in');
});

test('shadcn adds the same files', async () => {
  test.setTimeout(120_000);
  await timed('shadcn add', () => addFromRegistry(join(outside, 'plain')));
  const [added, copied] = [join(outside, 'plain/src/lib/auth'), join(outside, 'account/src/lib/auth')];
  const files = await readdir(copied, { recursive: true, withFileTypes: true });
  const paths = files
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.sso-copy'))
    .map(({ parentPath, name }) => join(parentPath, name).slice(copied.length + 1));
  expect(paths.length).toBeGreaterThan(50);
  // The copy holds the domain and apps of the other repository, the item holds placeholders.
  for (const path of paths.filter((each) => each !== 'sso.config.ts')) {
    const [ours, theirs] = await Promise.all(
      [copied, added].map((folder) => readFile(join(folder, path), 'utf8')),
    );
    expect([path, theirs]).toEqual([path, ours]);
  }
});

function running(): AppStack {
  if (!stack) throw new Error('beforeAll did not start the apps.');
  return stack;
}

function backendOf({ publishableKey, secretKey, url: apiUrl }: AppStack['clerk']) {
  return createClerkClient({ publishableKey, secretKey, apiUrl });
}

/** A first page: it shows who is signed in. A new app has `cacheComponents`, hence Suspense. */
function homePage(guard: 'currentSession' | 'requireUser'): string {
  return `import { SignOutButton, UserButton } from '@clerk/nextjs';
import { Suspense } from 'react';
import { ${guard} } from 'AUTH/server';

async function Who() {
  const session = await ${guard}();
  return <p id="server">{session ? session.userId : 'nobody'}</p>;
}

export default function Home() {
  return (
    <main>
      <Suspense>
        <Who />
      </Suspense>
      <UserButton />
      <SignOutButton />
    </main>
  );
}
`;
}

async function timed<Result>(what: string, action: () => Promise<Result>): Promise<Result> {
  const startedMs = performance.now();
  const result = await action();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  test.info().annotations.push({ type: 'seconds', description: `${what}: ${seconds}` });
  console.warn(`copied-app ${what}: ${seconds} s`);
  return result;
}
