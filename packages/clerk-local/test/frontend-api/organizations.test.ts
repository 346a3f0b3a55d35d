import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import type { LocalClerk } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

async function signedIn(clerk: LocalClerk, identifier: string) {
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword(identifier, SEED_PASSWORD);
  return browser;
}

test('the creator of an organization administers it, and the client in the response says so', async () => {
  const alan = await signedIn(await startTestClerk(), 'alan@acme.test');
  const { body } = await alan.post('/v1/organizations', { name: 'Bletchley Park' });
  expect(body.response).toMatchObject({ name: 'Bletchley Park', slug: 'bletchley-park', members_count: 1 });
  expect(body.client.sessions[0].user.organization_memberships).toMatchObject([
    { role: 'org:admin', organization: { id: body.response.id } },
  ]);
});

test.each([
  { name: 'no name', fields: { name: ' ' }, code: 'form_param_nil' },
  { name: 'taken slug', fields: { name: 'Acme', slug: 'acme' }, code: 'form_identifier_exists' },
  { name: 'slug with a slash', fields: { name: 'Acme', slug: 'a/b' }, code: 'form_param_format_invalid' },
])('$name: 422 $code', async ({ fields, code }) => {
  const alan = await signedIn(await startTestClerk(), 'alan@acme.test');
  const { status, body } = await alan.post('/v1/organizations', fields);
  expect([status, body.errors[0].code]).toEqual([422, code]);
});

test.each([
  { who: 'alan@acme.test', what: 'a user who is not a member', status: 404 },
  { who: 'grace@acme.test', what: 'a member without the permission', status: 403 },
])('$what may neither rename, delete, invite nor promote: $status', async ({ who, status }) => {
  const browser = await signedIn(await startTestClerk(), who);
  const calls = [
    browser.post('/v1/organizations/org_acme?_method=PATCH', { name: 'Mine' }),
    browser.post('/v1/organizations/org_acme?_method=DELETE'),
    browser.post('/v1/organizations/org_acme/invitations', {
      email_address: 'x@acme.test',
      role: 'org:admin',
    }),
    browser.post('/v1/organizations/org_acme/memberships/user_grace?_method=PATCH', { role: 'org:admin' }),
  ];
  expect((await Promise.all(calls)).map((answer) => answer.status)).toEqual(calls.map(() => status));
});

test('an invitation is seen and accepted only by the user it names', async () => {
  const clerk = await startTestClerk();
  const ada = await signedIn(clerk, 'ada@acme.test');
  const fields = { email_address: 'alan@acme.test', role: 'org:member' };
  const { body } = await ada.post('/v1/organizations/org_acme/invitations/bulk', fields);
  const [{ id }] = body.response;
  const grace = await signedIn(clerk, 'grace@acme.test');
  expect((await grace.post(`/v1/me/organization_invitations/${id}/accept`)).status).toBe(404);
  const alan = await signedIn(clerk, 'alan@acme.test');
  const pending = await alan.get('/v1/me/organization_invitations?status=pending');
  expect(pending.body.response).toMatchObject({ data: [{ id }], total_count: 1 });
  const accepted = await alan.post(`/v1/me/organization_invitations/${id}/accept`);
  expect(accepted.body.client.sessions[0].user.organization_memberships).toMatchObject([
    { role: 'org:member' },
  ]);
  expect((await alan.post(`/v1/me/organization_invitations/${id}/accept`)).status).toBe(404);
});

test('the last administrator can neither leave nor step down', async () => {
  const ada = await signedIn(await startTestClerk(), 'ada@acme.test');
  const leave = await ada.post('/v1/me/organization_memberships/org_acme?_method=DELETE');
  const demote = { role: 'org:member' };
  const step = await ada.post('/v1/organizations/org_acme/memberships/user_ada?_method=PATCH', demote);
  expect([leave.status, step.status]).toEqual([400, 400]);
});

test('lists have pages and a total count', async () => {
  const ada = await signedIn(await startTestClerk(), 'ada@acme.test');
  const { body } = await ada.get('/v1/organizations/org_acme/memberships?limit=1&offset=1&paginated=true');
  expect(body.response).toMatchObject({
    data: [{ public_user_data: { user_id: 'user_grace' } }],
    total_count: 2,
  });
  expect((await ada.get('/v1/organizations/org_acme/memberships?limit=-1')).status).toBe(422);
});

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00]);

test('a logo is uploaded, served as a picture and nothing else, and removed', async () => {
  const clerk = await startTestClerk();
  const ada = await signedIn(clerk, 'ada@acme.test');
  const uploaded = await ada.upload('/v1/organizations/org_acme/logo?_method=PUT', new Blob([PNG]));
  expect(uploaded.body.response.has_image).toBe(true);
  const { pathname } = new URL(uploaded.body.response.image_url);
  const picture = await fetch(`${clerk.url}${pathname}`);
  expect(new Uint8Array(await picture.arrayBuffer())).toEqual(PNG);
  expect([picture.headers.get('content-type'), picture.headers.get('x-content-type-options')]).toEqual([
    'image/png',
    'nosniff',
  ]);
  const removed = await ada.post('/v1/organizations/org_acme/logo?_method=DELETE');
  const [{ organization }] = removed.body.client.sessions[0].user.organization_memberships;
  expect([removed.body.response.deleted, organization.has_image]).toEqual([true, false]);
  expect((await fetch(`${clerk.url}${pathname}`)).status).toBe(404);
});

test.each([
  { name: 'a page that says it is a picture', who: 'ada@acme.test', text: '<script>', status: 400 },
  { name: 'nothing', who: 'ada@acme.test', text: '', status: 400 },
  {
    name: 'a picture from a member without the permission',
    who: 'grace@acme.test',
    text: 'GIF89a',
    status: 403,
  },
])('$name does not become a logo: $status', async ({ who, text, status }) => {
  const browser = await signedIn(await startTestClerk(), who);
  const file = new Blob([text], { type: 'image/png' });
  const answer = await browser.upload('/v1/organizations/org_acme/logo?_method=PUT', file);
  expect(answer.status).toBe(status);
});
