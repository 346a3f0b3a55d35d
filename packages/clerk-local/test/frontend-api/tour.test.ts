import { ACCOUNT_ORIGIN, PLATFORM_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { describe, expect, test } from 'vitest';
import type { InboxMessageJSON } from '../../src/dashboard/inbox.ts';
import type { LocalClerk } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

// One long file on purpose: a tour of the Frontend API, so that the conformance test sees an answer of each operation.

async function start() {
  const clerk = await startTestClerk();
  return { clerk, browser: new TestBrowser(clerk) };
}

async function startSignedIn(identifier = 'ada@acme.test') {
  const { clerk, browser } = await start();
  const { body } = await browser.submitPassword(identifier, SEED_PASSWORD);
  const sessionId: string = body.response.created_session_id;
  return { clerk, browser, sessionId };
}

async function latestCode(clerk: LocalClerk, to: string): Promise<string> {
  const answer = await fetch(`${clerk.url}/inbox.json`);
  // The shape that /inbox.json declares.
  const { messages } = (await answer.json()) as { messages: InboxMessageJSON[] };
  return messages.find((message) => message.to === to)?.code ?? 'no code';
}

describe('an anonymous browser', () => {
  test.each(['/v1/environment', '/v1/client', '/.well-known/jwks.json'])('reads %s', async (path) => {
    const { browser } = await start();
    expect((await browser.get(path)).status).toBe(200);
  });

  test.each(['/v1/me', '/v1/me/sessions/active', '/v1/me/organization_memberships'])(
    'is refused %s',
    async (path) => {
      const { browser } = await start();
      expect((await browser.get(path)).status).toBe(401);
    },
  );
});

describe('signing in', () => {
  test('with a password answers a session and its client', async () => {
    const { browser } = await start();
    const { body } = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
    expect(body.response.status).toBe('complete');
    expect(body.client.sessions[0].user.primary_email_address_id).toBe(
      body.client.sessions[0].user.email_addresses[0].id,
    );
    const { body: again } = await browser.get('/v1/client');
    expect(again.response.last_active_session_id).toBe(body.response.created_session_id);
  });

  test('with an e-mail code accepts the code from the inbox, and no other', async () => {
    const { clerk, browser } = await start();
    const created = await browser.post('/v1/client/sign_ins', { identifier: 'grace@acme.test' });
    const { id, supported_first_factors: factors } = created.body.response;
    const factor = factors.find(({ strategy }: { strategy: string }) => strategy === 'email_code');
    const attempt = `/v1/client/sign_ins/${id}/attempt_first_factor`;
    await browser.post(`/v1/client/sign_ins/${id}/prepare_first_factor`, {
      strategy: 'email_code',
      email_address_id: factor.email_address_id,
    });
    const code = await latestCode(clerk, 'grace@acme.test');
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await browser.post(attempt, { strategy: 'email_code', code: wrong })).body.errors[0].code).toBe(
      'form_code_incorrect',
    );
    expect((await browser.get(`/v1/client/sign_ins/${id}`)).body.response.status).toBe('needs_first_factor');
    expect((await browser.post(attempt, { strategy: 'email_code', code })).body.response.status).toBe(
      'complete',
    );
  });

  test.each([
    {
      name: 'an unknown address',
      identifier: 'nobody@acme.test',
      password: SEED_PASSWORD,
      code: 'form_identifier_not_found',
    },
    {
      name: 'a wrong password',
      identifier: 'ada@acme.test',
      password: 'wrong-password',
      code: 'form_password_incorrect',
    },
  ])('with $name is refused', async ({ identifier, password, code }) => {
    const { browser } = await start();
    const { status, body } = await browser.submitPassword(identifier, password);
    expect([status, body.errors[0].code]).toEqual([422, code]);
  });

  test('from an unknown origin is refused', async () => {
    const { clerk } = await start();
    const unknownOrigin = new TestBrowser(clerk, { origin: 'http://evil.acme.localhost:3000' });
    expect((await unknownOrigin.submitPassword('ada@acme.test', SEED_PASSWORD)).body.errors[0].code).toBe(
      'origin_invalid',
    );
  });
});

test('signing up needs the mailed code, then signs in', async () => {
  const { clerk, browser } = await start();
  const fields = {
    email_address: 'new@acme.test',
    password: SEED_PASSWORD,
    first_name: 'Nora',
    last_name: 'New',
  };
  const { id } = (await browser.post('/v1/client/sign_ups', fields)).body.response;
  await browser.post(`/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
  expect((await browser.get(`/v1/client/sign_ups/${id}`)).body.response.unverified_fields).toEqual([
    'email_address',
  ]);
  const code = await latestCode(clerk, 'new@acme.test');
  const done = await browser.post(`/v1/client/sign_ups/${id}/attempt_verification`, {
    strategy: 'email_code',
    code,
  });
  expect(done.body.response.status).toBe('complete');
  expect(done.body.client.sessions).toHaveLength(1);
});

test('signing up with a taken address is refused', async () => {
  const { browser } = await start();
  const { status, body } = await browser.post('/v1/client/sign_ups', {
    email_address: 'ADA@acme.test',
    password: SEED_PASSWORD,
  });
  expect([status, body.errors[0].code]).toEqual([422, 'form_identifier_exists']);
});

describe('a session', () => {
  test('is touched, and changes its organization', async () => {
    const { browser, sessionId } = await startSignedIn();
    const touched = await browser.post(`/v1/client/sessions/${sessionId}/touch`, {
      active_organization_id: '',
    });
    expect(touched.body.response.last_active_organization_id).toBeNull();
    const back = await browser.post(`/v1/client/sessions/${sessionId}/touch`, {
      active_organization_id: 'org_acme',
    });
    expect(back.body.response.last_active_organization_id).toBe('org_acme');
    expect((await browser.get(`/v1/client/sessions/${sessionId}`)).body.response.id).toBe(sessionId);
  });

  test.each(['end', 'remove'])('stops with %s', async (action) => {
    const { browser, sessionId } = await startSignedIn();
    const { body } = await browser.post(`/v1/client/sessions/${sessionId}/${action}`);
    expect(body.client.sessions).toEqual([]);
    expect((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status).toBe(401);
  });

  test('all stop with the client', async () => {
    const { browser } = await startSignedIn();
    const { body } = await browser.post('/v1/client/sessions?_method=DELETE');
    expect(body.response?.sessions ?? []).toEqual([]);
  });

  test('of another device is listed and revoked', async () => {
    const { clerk, browser } = await startSignedIn();
    const other = new TestBrowser(clerk, { origin: PLATFORM_ORIGIN });
    const { body } = await other.submitPassword('ada@acme.test', SEED_PASSWORD);
    expect((await browser.get('/v1/me/sessions/active')).body).toHaveLength(2);
    expect((await browser.get('/v1/me/sessions')).status).toBeLessThan(500);
    await browser.post(`/v1/me/sessions/${body.response.created_session_id}/revoke`);
    expect((await other.get('/v1/client')).body.response.sessions).toEqual([]);
  });
});

describe('the signed-in user', () => {
  test('reads and changes their name and metadata', async () => {
    const { browser } = await startSignedIn();
    await browser.post('/v1/me?_method=PATCH', {
      first_name: 'Augusta',
      unsafe_metadata: '{"theme":"dark"}',
    });
    const { body } = await browser.get('/v1/me');
    expect(body.response).toMatchObject({ first_name: 'Augusta', unsafe_metadata: { theme: 'dark' } });
    expect(body.response.private_metadata).toBeUndefined();
  });

  test('adds an address with a code, and removes it', async () => {
    const { clerk, browser } = await startSignedIn();
    const { id } = (await browser.post('/v1/me/email_addresses', { email_address: 'second@acme.test' })).body
      .response;
    await browser.post(`/v1/me/email_addresses/${id}/prepare_verification`, { strategy: 'email_code' });
    const code = await latestCode(clerk, 'second@acme.test');
    const verified = await browser.post(`/v1/me/email_addresses/${id}/attempt_verification`, { code });
    expect(verified.body.response.verification.status).toBe('verified');
    expect((await browser.get('/v1/me/email_addresses')).body).toHaveLength(2);
    expect((await browser.get(`/v1/me/email_addresses/${id}`)).body.response.id).toBe(id);
    expect((await browser.post(`/v1/me/email_addresses/${id}?_method=DELETE`)).body.response.deleted).toBe(
      true,
    );
  });

  test('changes the password; the old one no longer signs in', async () => {
    const { clerk, browser } = await startSignedIn();
    const changed = await browser.post('/v1/me/change_password', {
      current_password: SEED_PASSWORD,
      new_password: 'battery-staple-horse',
    });
    expect(changed.status).toBe(200);
    const other = new TestBrowser(clerk);
    expect((await other.submitPassword('ada@acme.test', SEED_PASSWORD)).status).toBe(422);
    expect((await other.submitPassword('ada@acme.test', 'battery-staple-horse')).status).toBe(200);
  });

  test('deletes the account', async () => {
    const { browser } = await startSignedIn('alan@acme.test');
    expect((await browser.post('/v1/me?_method=DELETE')).body.response.deleted).toBe(true);
    expect((await browser.submitPassword('alan@acme.test', SEED_PASSWORD)).status).toBe(422);
  });
});

describe('an organization', () => {
  test('is created, read, renamed and deleted by its admin', async () => {
    const { browser } = await startSignedIn();
    const { id } = (await browser.post('/v1/organizations', { name: 'Initech' })).body.response;
    expect(
      (await browser.post(`/v1/organizations/${id}?_method=PATCH`, { name: 'Initech AG' })).body.response
        .name,
    ).toBe('Initech AG');
    expect((await browser.get(`/v1/organizations/${id}`)).body.response.slug).toBe('initech');
    expect((await browser.get('/v1/me/organization_memberships')).body.response.total_count).toBe(3);
    expect((await browser.post(`/v1/organizations/${id}?_method=DELETE`)).body.response.deleted).toBe(true);
  });

  test('shows its members, roles and lists to its admin', async () => {
    const { browser } = await startSignedIn();
    for (const list of ['memberships', 'roles', 'invitations', 'domains', 'membership_requests']) {
      const { status, body } = await browser.get(`/v1/organizations/org_acme/${list}`);
      expect([list, status < 500, body.errors?.[0].code ?? 'listed']).not.toContain('internal_clerk_error');
    }
    const { body } = await browser.get('/v1/organizations/org_acme/memberships');
    expect(body.response.total_count).toBe(2);
    for (const list of ['organization_invitations', 'organization_suggestions']) {
      expect((await browser.get(`/v1/me/${list}`)).status).toBeLessThan(500);
    }
  });

  test('is invited to, and the invited user accepts', async () => {
    const { clerk, browser } = await startSignedIn();
    const invited = await browser.post('/v1/organizations/org_acme/invitations', {
      email_address: 'alan@acme.test',
      role: 'org:member',
    });
    expect(invited.body.response.status).toBe('pending');
    const alan = new TestBrowser(clerk, { origin: PLATFORM_ORIGIN });
    await alan.signInWithPassword('alan@acme.test', SEED_PASSWORD);
    const { body } = await alan.get('/v1/me/organization_invitations');
    const [invitation] = body.response.data;
    expect(
      (await alan.post(`/v1/me/organization_invitations/${invitation.id}/accept`)).body.response.status,
    ).toBe('accepted');
    expect((await alan.get('/v1/me/organization_memberships')).body.response.total_count).toBe(1);
    const changed = await browser.post('/v1/organizations/org_acme/memberships/user_alan?_method=PATCH', {
      role: 'org:admin',
    });
    expect(changed.body.response.role).toBe('org:admin');
    expect(
      (await browser.post('/v1/organizations/org_acme/memberships/user_alan?_method=DELETE')).status,
    ).toBe(200);
  });

  test('withdraws an invitation', async () => {
    const { browser } = await startSignedIn();
    const { id } = (
      await browser.post('/v1/organizations/org_acme/invitations', {
        email_address: 'x@acme.test',
        role: 'org:member',
      })
    ).body.response;
    expect(
      (await browser.post(`/v1/organizations/org_acme/invitations/${id}/revoke`)).body.response.status,
    ).toBe('revoked');
  });

  test('is not changed by a plain member', async () => {
    const { browser } = await startSignedIn('grace@acme.test');
    expect((await browser.post('/v1/organizations/org_acme?_method=PATCH', { name: 'Mine' })).status).toBe(
      403,
    );
  });
});

describe('the handshake', () => {
  const handshake = (extra = '') =>
    `/v1/client/handshake?redirect_url=${encodeURIComponent(`${PLATFORM_ORIGIN}/dashboard`)}${extra}`;

  test('sends a signed-in browser back with a nonce, whose cookies the server fetches once', async () => {
    const { clerk, browser } = await startSignedIn();
    expect((await browser.navigate(handshake('&format=nonce'))).status).toBe(307);
    const nonce = browser.cookies.get('__clerk_handshake_nonce');
    const fetchPayload = () =>
      fetch(`${clerk.url}/v1/clients/handshake_payload?nonce=${nonce}`, {
        headers: { authorization: `Bearer ${clerk.secretKey}` },
      });
    const first = await fetchPayload();
    const directives = JSON.stringify(await first.json());
    expect(directives).toContain('__session=');
    expect((await fetchPayload()).status).toBe(404);
  });

  test('does not redirect to an unknown origin', async () => {
    const { browser } = await startSignedIn();
    const { status, headers } = await browser.navigate(
      `/v1/client/handshake?redirect_url=${encodeURIComponent('http://evil.test/')}`,
    );
    expect([status >= 400, headers.get('location')]).toEqual([true, null]);
  });
});

test('what is not implemented says so, in the error envelope', async () => {
  const { browser } = await startSignedIn();
  const { status, body, headers } = await browser.post('/v1/me/passkeys');
  expect([status, body.errors[0].code]).toEqual([404, 'not_implemented_by_local_clerk']);
  expect(headers.get('access-control-allow-origin')).toBe(ACCOUNT_ORIGIN);
});
