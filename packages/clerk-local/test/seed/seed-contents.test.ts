import { verifyToken } from '@clerk/backend';
import { TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { defineSeed } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

const PASSWORD = 'a-password-of-ada';
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

const seed = defineSeed({
  users: [
    {
      id: 'user_ada',
      emailAddress: 'Ada@acme.test',
      otherEmailAddresses: ['ada@home.test'],
      username: 'ada',
      firstName: 'Ada',
      lastName: 'Lovelace',
      password: PASSWORD,
      externalId: 'crm-1',
      publicMetadata: { plan: 'pro' },
      privateMetadata: { crm: 1 },
      unsafeMetadata: { theme: 'dark' },
    },
    { id: 'user_bob', emailAddress: 'bob@acme.test' },
    {
      id: 'user_eve',
      emailAddress: 'eve@acme.test',
      password: PASSWORD,
      secondFactors: { totpSecret: SECRET, backupCodes: ['backup-1', 'backup-2'] },
    },
  ],
  organizations: [
    {
      id: 'org_acme',
      name: 'Acme',
      slug: 'acme',
      publicMetadata: { tier: 1 },
      members: [{ emailAddress: 'ada@acme.test', role: 'org:owner' }],
    },
  ],
  permissions: [{ key: 'org:invoices:manage', name: 'Manage invoices' }],
  roles: ['admin', 'member', 'owner'].map((name) => ({
    key: `org:${name}`,
    name,
    description: '',
    permissions: name === 'owner' ? ['org:invoices:manage'] : [],
  })),
  plans: [],
  settings: { applicationName: 'Umbrella', sessionClaims: { plan: '{{user.public_metadata.plan}}' } },
});

test('a user has everything that the seed says', async () => {
  const backend = createBackend(await startTestClerk({ seed }));
  expect(await backend.users.getUser('user_ada')).toMatchObject({
    username: 'ada',
    firstName: 'Ada',
    externalId: 'crm-1',
    passwordEnabled: true,
    publicMetadata: { plan: 'pro' },
    privateMetadata: { crm: 1 },
    unsafeMetadata: { theme: 'dark' },
    primaryEmailAddress: { emailAddress: 'ada@acme.test', verification: { status: 'verified' } },
    emailAddresses: [{ emailAddress: 'ada@acme.test' }, { emailAddress: 'ada@home.test' }],
  });
});

test('each address signs in, and the token has claims, role and permission of the seed', async () => {
  const clerk = await startTestClerk({ seed });
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@home.test', PASSWORD);
  await browser.setActiveOrganization('org_acme');
  const token = await verifyToken(await browser.mintToken(), { jwtKey: clerk.jwtKey });
  expect(token).toMatchObject({ sub: 'user_ada', plan: 'pro', o: { id: 'org_acme', rol: 'owner' } });
});

test('a user without a password signs in with a code, which the inbox has', async () => {
  const clerk = await startTestClerk({ seed });
  const browser = new TestBrowser(clerk);
  expect(clerk.inbox.latestCode('bob@acme.test')).toBeUndefined();
  const { body } = await browser.post('/v1/client/sign_ins', { identifier: 'bob@acme.test' });
  const { id, supported_first_factors: factors } = body.response;
  const { email_address_id } = factors.find((each: { strategy: string }) => each.strategy === 'email_code');
  await browser.post(`/v1/client/sign_ins/${id}/prepare_first_factor`, {
    strategy: 'email_code',
    email_address_id,
  });
  const code = clerk.inbox.latestCode('BOB@acme.test') ?? '';
  expect(code).toMatch(/^\d{6}$/);
  expect(clerk.inbox.messages('bob@acme.test')).toMatchObject([{ to: 'bob@acme.test', code }]);
  const done = await browser.post(`/v1/client/sign_ins/${id}/attempt_first_factor`, {
    strategy: 'email_code',
    code,
  });
  expect(done.body.response).toMatchObject({ status: 'complete' });
});

test('a seeded authenticator app is asked for, and a backup code is accepted once', async () => {
  const clerk = await startTestClerk({ seed });
  const attempt = async () => {
    const browser = new TestBrowser(clerk);
    const { body } = await browser.submitPassword('eve@acme.test', PASSWORD);
    expect(body.response.status).toBe('needs_second_factor');
    const path = `/v1/client/sign_ins/${body.response.id}/attempt_second_factor`;
    return browser.post(path, { strategy: 'backup_code', code: 'backup-1' });
  };
  expect((await attempt()).body.response.status).toBe('complete');
  expect((await attempt()).body.errors).toMatchObject([{ code: 'form_code_incorrect' }]);
});

test('a start option comes before a setting of the seed, and settings outlive a reset', async () => {
  const nameOf = async (clerk: { url: string }) => {
    const { body } = await new TestBrowser({ ...clerk, secretKey: '' }).get('/v1/environment');
    return body.display_config.application_name;
  };
  expect(await nameOf(await startTestClerk({ seed, applicationName: 'Other' }))).toBe('Other');
  const clerk = await startTestClerk({ seed });
  await clerk.reset();
  expect(await nameOf(clerk)).toBe('Umbrella');
});

test.each([
  { name: 'an address twice', users: [...seed.users, { emailAddress: 'ADA@home.test' }], says: 'twice' },
  { name: 'a user without an address', users: [{}], says: 'users[0].emailAddress' },
])('$name is refused at the start', async ({ users, says }) => {
  // The compiler refuses the second as well; programs in JavaScript have no compiler.
  const wrong = { ...seed, organizations: [], users: users as typeof seed.users };
  await expect(startTestClerk({ seed: wrong })).rejects.toThrow(says);
  await expect(startTestClerk({ seed: wrong })).rejects.toMatchObject({ code: 'seed_invalid' });
});
