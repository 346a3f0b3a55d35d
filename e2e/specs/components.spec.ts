import { randomBytes } from 'node:crypto';
import { urlOf } from '../fixtures/addresses.ts';
import { chooseOrganization } from '../fixtures/choose-organization.ts';
import { backend, createPerson } from '../fixtures/people.ts';
import { rawRequest } from '../fixtures/raw-request.ts';
import { accountMenu, impersonate, signInByTicket } from '../fixtures/sign-in.ts';
import { readStackInfo } from '../fixtures/stack.ts';
import { expect, test } from '../fixtures/test.ts';

/** Each prebuilt component where a product would use it, with its main action. */

const unique = () => randomBytes(4).toString('hex');

test('APIKeys: a key made on account calls the platform, until it is revoked', async ({ page, signedIn }) => {
  await page.goto(urlOf('account', '/api-keys'));
  await page.getByRole('button', { name: 'Add new key' }).click();
  await page.getByLabel('Secret key name').fill(`Nightly export ${unique()}`);
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog');
  const secret = await dialog.locator('input').first().inputValue();
  expect(secret).toMatch(/^ak_/);
  const call = () =>
    rawRequest('platform', { path: '/api/me', headers: { authorization: `Bearer ${secret}` } });
  const answer = await call();
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ tokenType: 'api_key', userId: signedIn.userId });

  const { data: keys } = await backend().apiKeys.list({ subject: signedIn.userId });
  const [key] = keys;
  if (!key) throw new Error('The key that was just created is not listed.');
  await backend().apiKeys.revoke({ apiKeyId: key.id });
  // A key is believed for up to 30 s; a process that has never seen it refuses it at once.
  const refused = await rawRequest('platform', {
    path: '/api/projects',
    headers: { authorization: 'Bearer ak_neverissued' },
  });
  expect(refused.status).toBe(401);
  expect(refused.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
});

test('CreateOrganization: leads to the new organization on the platform', async ({ page, signedIn }) => {
  expect(signedIn.userId).toBeTruthy();
  const name = `Harbour ${unique()}`;
  await page.goto(urlOf('platform', '/new-organization'));
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create organization' }).click();
  const skip = page.getByRole('button', { name: 'Skip' });
  await skip
    .or(page.getByRole('heading', { name, level: 1 }))
    .first()
    .waitFor();
  if (await skip.isVisible()) await skip.click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  expect(new URL(page.url()).pathname).toMatch(/^\/orgs\/harbour-/);
});

test('OrganizationSwitcher: choosing an organization leads to its address', async ({ page, signedIn }) => {
  const name = `Lighthouse ${unique()}`;
  const { slug } = await backend().organizations.createOrganization({
    name,
    slug: name.toLowerCase().replace(' ', '-'),
    createdBy: signedIn.userId,
  });
  await page.goto(urlOf('platform', '/personal'));
  await page.getByRole('button', { name: /Open organization switcher/ }).click();
  await page.getByRole('button', { name: `${name}'s logo` }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`/orgs/${slug}`);
});

test('OrganizationProfile: an admin invites somebody', async ({ page, signedIn }) => {
  const slug = `quay-${unique()}`;
  const organization = await backend().organizations.createOrganization({
    name: 'Quay',
    slug,
    createdBy: signedIn.userId,
  });
  await page.goto(urlOf('platform', `/orgs/${slug}/settings`));
  await page.getByRole('button', { name: 'Members' }).click();
  await page.getByRole('button', { name: 'Invite' }).click();
  const invited = `guest-${unique()}@acme.test`;
  await page.getByPlaceholder(/example@email/).fill(invited);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await expect
    .poll(async () => {
      const { data } = await backend().organizations.getOrganizationInvitationList({
        organizationId: organization.id,
      });
      return data.map(({ emailAddress }) => emailAddress);
    })
    .toEqual([invited]);
});

test('OrganizationList: the chosen organization is the active one', async ({ page }) => {
  await signInByTicket(page, await createPerson({ organization: 'acme' }));
  await chooseOrganization(page, 'Acme');
  await expect(page.getByText('acme (org:member)')).toBeVisible();
});

test('PricingTable: with the plan for scholars the certificate opens', async ({ page, signedIn }) => {
  expect(signedIn.userId).toBeTruthy();
  await page.goto(urlOf('academy', '/certificate'));
  await expect(page.getByText('feature_required')).toBeVisible();
  await page.goto(urlOf('academy', '/plans'));
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Certificate', level: 1 })).toBeVisible();
});

test.describe('for strangers', () => {
  test('SignInButton and SignUpButton on academy lead to account, and back', async ({ page, person }) => {
    await page.goto(urlOf('academy'));
    await page.getByRole('button', { name: 'Join for free' }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/sign-up'));
    await page.goto(urlOf('academy'));
    await page.getByRole('button', { name: 'I have an account' }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/sign-in'));
    await page.getByLabel('Email address').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByLabel('Password', { exact: true }).press('Enter');
    await page.waitForURL((url) => url.origin === new URL(urlOf('academy')).origin);
    await accountMenu(page).waitFor();
    await expect(page.getByRole('button', { name: 'Join for free' })).toHaveCount(0);
  });

  test('docs load not one byte of Clerk’s interface', async ({ page }) => {
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    for (const path of ['/', '/why-azp', '/reasons']) {
      await page.goto(urlOf('docs', path));
      await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    }
    expect(scripts.filter((url) => url.includes('/@clerk/ui'))).toEqual([]);
    expect(scripts.some((url) => url.includes('/@clerk/clerk-js'))).toBe(true);
  });
});

test('docs know who is signed in, all the same', async ({ page, signedIn }) => {
  await page.goto(urlOf('docs'));
  await accountMenu(page).click();
  await expect(page.getByText(signedIn.email)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Profile' })).toBeVisible();
});

test('billing is for whoever may manage it: others are told why not', async ({ page }) => {
  const member = await createPerson({ organization: 'acme' });
  await signInByTicket(page, member);
  await chooseOrganization(page, 'Acme');
  await page.goto(urlOf('portal', '/billing'));
  await expect(page.getByText('permission_required')).toBeVisible();
  const { id } = await backend().organizations.getOrganization({ slug: 'acme' });
  await backend().organizations.updateOrganizationMembership({
    organizationId: id,
    userId: member.userId,
    role: 'org:billing_manager',
  });
  // Where no clerk-js writes the token it still has.
  await page.goto('about:blank');
  await page.context().clearCookies({ name: /^__session/ });
  await page.goto(urlOf('portal', '/billing'));
  await expect(page.getByRole('heading', { name: 'Billing', level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Team' }).first()).toBeVisible();
});

/** The person's sessions, as if they had signed in half an hour ago. */
async function ageSessions(userId: string): Promise<void> {
  const { data: sessions } = await backend().sessions.getSessionList({ userId, status: 'active' });
  for (const { id } of sessions) {
    await fetch(`${readStackInfo().apiUrl}/__local/sessions/${id}/age`, {
      method: 'POST',
      body: '{"minutes":30}',
    });
  }
}

test('useReverification: the support PIN is shown to whoever proves again who they are', async ({
  page,
  person,
}) => {
  await signInByTicket(page, person);
  await ageSessions(person.userId);
  await page.goto(urlOf('portal', '/contract'));
  await accountMenu(page).waitFor();
  await page.getByRole('button', { name: 'Show the PIN' }).click();
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await expect(page.getByText(/^\d{6}$/)).toBeVisible();
  // The proof is good for ten minutes.
  await page.getByRole('button', { name: 'Replace it' }).click();
  await expect(page.getByText(/^\d{6}$/)).toBeVisible();
});

test('impersonation is seen on every page, may do less, and ends with one click', async ({
  page,
  person,
}) => {
  await impersonate(page, person);
  await page.goto(urlOf('platform', '/dashboard'));
  const banner = page.getByRole('status').filter({ hasText: 'You act as' });
  await expect(banner).toBeVisible();
  await page.goto(urlOf('account', '/api-keys'));
  await expect(page.getByText('impersonation_forbidden')).toBeVisible();
  await page.getByRole('button', { name: /^Stop acting as/ }).click();
  await page.waitForURL(urlOf('account', '/'));
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
});
