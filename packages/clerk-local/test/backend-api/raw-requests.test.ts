import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

test.each([
  { name: 'no header', authorization: undefined, code: 'authorization_header_format_invalid' },
  { name: 'another scheme', authorization: 'Basic c2s6', code: 'authorization_header_format_invalid' },
  {
    name: 'a Bearer value that is not a key',
    authorization: 'Bearer x',
    code: 'authorization_header_format_invalid',
  },
  { name: 'another key', authorization: 'Bearer sk_live_x', code: 'clerk_key_invalid' },
])('$name is refused with 401', async ({ authorization, code }) => {
  const { url } = await startTestClerk();
  const answer = await fetch(`${url}/v1/users`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ errors: [{ code }] });
});

test.each([
  { name: 'an object', path: '/v1/users/user_ada' },
  { name: 'an error', path: '/v1/users/nobody' },
  { name: 'what is not implemented', path: '/v1/jwt_templates' },
])(
  'the content type of $name is exactly application/json: the SDK reads anything else as text',
  async ({ path }) => {
    const { url, secretKey } = await startTestClerk();
    const { headers } = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${secretKey}` } });
    expect(headers.get('content-type')).toBe('application/json');
  },
);

test.each([
  { name: 'not JSON', path: '/v1/users', body: '{', status: 400, code: 'request_body_invalid' },
  { name: 'not an object', path: '/v1/users', body: '[]', status: 422, code: 'form_param_type_invalid' },
  {
    name: 'a wrong type',
    path: '/v1/users',
    body: '{"email_address":"x@acme.test"}',
    status: 422,
    code: 'form_param_type_invalid',
  },
  { name: 'a missing field', path: '/v1/sessions', body: '{}', status: 422, code: 'form_param_missing' },
  {
    name: 'a page too large',
    path: '/v1/users?limit=501',
    body: undefined,
    status: 422,
    code: 'form_param_value_too_large',
  },
  {
    name: 'a limit that is not a number',
    path: '/v1/users?limit=x',
    body: undefined,
    status: 422,
    code: 'form_param_format_invalid',
  },
  {
    name: 'an unknown filter',
    path: '/v1/users?shoe_size=42',
    body: undefined,
    status: 422,
    code: 'form_param_unknown',
  },
])('input that is $name answers $status $code', async ({ path, body, status, code }) => {
  const { url, secretKey } = await startTestClerk();
  const method = body === undefined ? 'GET' : 'POST';
  const headers = { authorization: `Bearer ${secretKey}` };
  const answer = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ errors: [{ code }] });
});
