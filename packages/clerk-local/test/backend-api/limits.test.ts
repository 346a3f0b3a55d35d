import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { startWithBackend } from '../fixtures/start-with-backend.ts';

async function send(method: string, path: string, body: string) {
  const clerk = await startTestClerk();
  const headers = { authorization: `Bearer ${clerk.secretKey}`, 'content-type': 'application/json' };
  const answer = await fetch(`${clerk.url}/v1${path}`, { method, headers, body });
  const { errors }: { errors: [{ code: string }] } = JSON.parse(await answer.text());
  return [answer.status, errors[0].code];
}

const large = (bytes: number) => ({ text: 'x'.repeat(bytes) });
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

test.each([
  ['PATCH', '/users/user_ada/metadata', { public_metadata: large(8192) }],
  ['PUT', '/users/user_ada/metadata', { private_metadata: large(8192) }],
  ['POST', '/users', { email_address: ['nora@acme.test'], unsafe_metadata: large(8192) }],
  ['PATCH', '/organizations/org_acme/metadata', { public_metadata: large(8192) }],
  ['PATCH', '/organizations/org_acme/memberships/user_ada/metadata', { private_metadata: large(8192) }],
])('%s %s keeps no metadata above 8 KB', async (method, path, body) => {
  expect(await send(method, path, JSON.stringify(body))).toEqual([422, 'form_param_exceeds_allowed_size']);
});

test('metadata that is too large only when merged is refused, and the old one stays', async () => {
  const { backend } = await startWithBackend();
  await backend.users.updateUserMetadata('user_ada', { publicMetadata: { first: 'x'.repeat(5000) } });
  const second = backend.users.updateUserMetadata('user_ada', {
    publicMetadata: { second: 'x'.repeat(5000) },
  });
  await expect(second).rejects.toMatchObject({
    status: 422,
    errors: [{ code: 'form_param_exceeds_allowed_size' }],
  });
  expect(Object.keys((await backend.users.getUser('user_ada')).publicMetadata)).toContain('first');
});

test.each([
  ['a body of 5 MB', JSON.stringify({ public_metadata: large(5_000_000) }), [413, 'request_body_too_large']],
  ['JSON of 100,000 levels', `{"public_metadata":${deep(100_000)}}`, [400, 'request_body_invalid']],
  ['JSON of 101 levels', deep(101), [400, 'request_body_invalid']],
])('%s is refused', async (_name, body, answer) => {
  expect(await send('PATCH', '/users/user_ada/metadata', body)).toEqual(answer);
});

test.each([
  ['/users', { email_address: ['nora@acme.test'], first_name: 'x'.repeat(257) }],
  ['/users', { email_address: ['nora@acme.test'], external_id: 'x'.repeat(257) }],
  ['/organizations', { name: 'x'.repeat(257) }],
  ['/organizations', { name: 'x', slug: 'x'.repeat(257) }],
])('POST %s refuses text that is too long', async (path, body) => {
  expect(await send('POST', path, JSON.stringify(body))).toEqual([422, 'form_param_max_length_exceeded']);
});

test('organizations are listed by how many members they have', async () => {
  const { backend } = await startWithBackend();
  const { data } = await backend.organizations.getOrganizationList({ orderBy: '-members_count' });
  const counts = data.map(({ membersCount }) => membersCount ?? 0);
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
});

test('a body of 5 MB without a stated length is refused too', async () => {
  const clerk = await startTestClerk();
  const part = new TextEncoder().encode(' '.repeat(65_536));
  let left = 80;
  const body = new ReadableStream({
    pull: (controller) => {
      left -= 1;
      if (left < 0) controller.close();
      else controller.enqueue(part);
    },
  });
  const headers = { authorization: `Bearer ${clerk.secretKey}` };
  const init: RequestInit & { duplex: 'half' } = { method: 'PATCH', headers, body, duplex: 'half' };
  expect((await fetch(`${clerk.url}/v1/users/user_ada/metadata`, init)).status).toBe(413);
});
