import { randomBytes } from 'node:crypto';
import { accountMenu } from '../fixtures/account-corner.ts';
import { urlOf } from '../fixtures/addresses.ts';
import { backend } from '../fixtures/backend-api.ts';
import { chooseOrganization } from '../fixtures/choose-organization.ts';
import { rawRequest } from '../fixtures/raw-request.ts';
import { readStackInfo } from '../fixtures/servers/stack.ts';
import { impersonate, signIn, submitForm } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';
import { createUser } from '../fixtures/users.ts';

/** Each prebuilt component where a product would use it, with its main action. */

const unique = () => randomBytes(4).toString('hex');

test('APIKeys: a key created on account calls the platform, and a revoked key does not', async ({
  signedInPage: page,
  user,
}) => {
  await page.goto(urlOf('account', '/api-keys'));
  await page.getByRole('button', { name: 'Add new key' }).click();
  const name = `Nightly export ${unique()}`;
  await page.getByLabel('Secret key name').fill(name);
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog');
  const field = dialog.locator('input').first();
  await expect(field).toHaveValue(/^ak_/);
  const call = (secret: string) =>
    rawRequest('platform', { path: '/api/me', headers: { authorization: `Bearer ${secret}` } });
  const answer = await call(await field.inputValue());
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ tokenType: 'api_key', userId: user.userId });

  const { data: keys } = await backend().apiKeys.list({ subject: user.userId });
  expect(keys.map(({ name: each }) => each)).toEqual([name]);
  // An app accepts a key for up to 30 s after its last verification. This one is revoked before its first use.
  const { id: apiKeyId, secret = '' } = await backend().apiKeys.create({
    name: `${name} (revoked)`,
    subject: user.userId,
  });
  await backend().apiKeys.revoke({ apiKeyId });
  for (const invalid of [secret, 'ak_neverissued']) {
    const refused = await call(invalid);
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  }
});

test('CreateOrganization: leads to the new organization on the platform', async ({ signedInPage: page }) => {
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

test('OrganizationSwitcher: choosing an organization leads to its address', async ({
  signedInPage: page,
  user,
}) => {
  const name = `Lighthouse ${unique()}`;
  const { slug } = await backend().organizations.createOrganization({
    name,
    slug: name.toLowerCase().replace(' ', '-'),
    createdBy: user.userId,
  });
  await page.goto(urlOf('platform', '/personal'));
  await page.getByRole('button', { name: /Open organization switcher/ }).click();
  await page.getByRole('button', { name: `${name}'s logo` }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`/orgs/${slug}`);
});

test('OrganizationProfile: an admin invites a user', async ({ signedInPage: page, user }) => {
  const slug = `quay-${unique()}`;
  const organization = await backend().organizations.createOrganization({
    name: 'Quay',
    slug,
    createdBy: user.userId,
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
  await signIn(page, await createUser({ organization: 'acme' }));
  await chooseOrganization(page, 'Acme');
  await expect(page.getByText('acme (org:member)')).toBeVisible();
});

test('PricingTable: with the plan for scholars the certificate opens', async ({ signedInPage: page }) => {
  await page.goto(urlOf('academy', '/certificate'));
  await expect(page.getByText('feature_required')).toBeVisible();
  await page.goto(urlOf('academy', '/plans'));
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Certificate', level: 1 })).toBeVisible();
});

test.describe('for anonymous visitors', () => {
  test('SignInButton and SignUpButton on academy lead to account, and back', async ({ page, user }) => {
    await page.goto(urlOf('academy'));
    await page.getByRole('button', { name: 'Join for free' }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/sign-up'));
    await page.goto(urlOf('academy'));
    await page.getByRole('button', { name: 'I have an account' }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/sign-in'));
    await submitForm(page, user);
    await page.waitForURL((url) => url.origin === new URL(urlOf('academy')).origin);
    await accountMenu(page).waitFor();
    await expect(page.getByRole('button', { name: 'Join for free' })).toHaveCount(0);
  });

  test('docs do not load Clerk’s interface', async ({ page }) => {
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await page.goto(urlOf('docs'));
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    expect(scripts.filter((url) => url.includes('/@clerk/ui'))).toEqual([]);
    expect(scripts.some((url) => url.includes('/@clerk/clerk-js'))).toBe(true);
  });
});

test('docs show who is signed in', async ({ signedInPage: page, user }) => {
  await page.goto(urlOf('docs'));
  await accountMenu(page).click();
  await expect(page.getByText(user.email)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Profile' })).toBeVisible();
});

test('billing is open to members who may manage it; others see why it is not open to them', async ({
  page,
}) => {
  const member = await createUser({ organization: 'acme' });
  await signIn(page, member, { organization: 'acme' });
  await page.goto(urlOf('portal', '/billing'));
  await expect(page.getByText('permission_required')).toBeVisible();
  const { id } = await backend().organizations.getOrganization({ slug: 'acme' });
  await backend().organizations.updateOrganizationMembership({
    organizationId: id,
    userId: member.userId,
    role: 'org:billing_manager',
  });
  // On a blank page no clerk-js writes the old token into the cookie again.
  await page.goto('about:blank');
  await page.context().clearCookies({ name: /^__session/ });
  await page.goto(urlOf('portal', '/billing'));
  await expect(page.getByRole('heading', { name: 'Billing', level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Team' }).first()).toBeVisible();
});

/** Makes the user's sessions half an hour older. */
async function ageSessions(userId: string): Promise<void> {
  const { data: sessions } = await backend().sessions.getSessionList({ userId, status: 'active' });
  for (const { id } of sessions) {
    await fetch(`${readStackInfo().apiUrl}/__local/sessions/${id}/age`, {
      method: 'POST',
      body: '{"minutes":30}',
    });
  }
}

test('useReverification: the support PIN is shown after the user has given the password again', async ({
  page,
  user,
}) => {
  await signIn(page, user);
  await ageSessions(user.userId);
  await page.goto(urlOf('portal', '/contract'));
  await accountMenu(page).waitFor();
  await page.getByRole('button', { name: 'Show the PIN' }).click();
  await page.getByLabel('Password', { exact: true }).fill(user.password);
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await expect(page.getByText(/^\d{6}$/)).toBeVisible();
  // The verification is valid for ten minutes.
  await page.getByRole('button', { name: 'Replace it' }).click();
  await expect(page.getByText(/^\d{6}$/)).toBeVisible();
});

test('impersonation is shown on every page, is refused some actions, and ends with one click', async ({
  page,
  user,
}) => {
  await impersonate(page, user);
  await page.goto(urlOf('platform', '/dashboard'));
  const banner = page.getByRole('status').filter({ hasText: 'You act as' });
  await expect(banner).toBeVisible();
  await page.goto(urlOf('account', '/api-keys'));
  await expect(page.getByText('impersonation_forbidden')).toBeVisible();
  await page.getByRole('button', { name: /^Stop acting as/ }).click();
  await page.waitForURL(urlOf('account', '/'));
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
});
