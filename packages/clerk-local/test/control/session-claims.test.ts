import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verifyToken } from '@clerk/backend';
import { ACCOUNT_ORIGIN } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LocalClerk, LocalClerkOptions } from '../../src/index.ts';
import { mintSessionToken } from '../fixtures/session-token.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

// The real @clerk/backend verifies session tokens that a team has customised.

const CLERK_CLAIMS = [
  'azp',
  'exp',
  'fva',
  'iat',
  'iss',
  'jti',
  'nbf',
  'sid',
  'sts',
  'sub',
  'v',
  'o',
  'act',
  'pla',
  'fea',
];

async function put(clerk: LocalClerk, settings: unknown) {
  const answer = await fetch(`${clerk.url}/__local/session-claims`, {
    method: 'PUT',
    body: typeof settings === 'string' ? settings : JSON.stringify(settings),
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads deep into foreign JSON, and its assertions are the check.
  return { status: answer.status, body: (await answer.json()) as any };
}

async function claimsOf(clerk: LocalClerk, identifier?: string) {
  const { token } = await mintSessionToken(clerk, identifier);
  return verifyToken(token, { jwtKey: clerk.jwtKey, authorizedParties: [ACCOUNT_ORIGIN] });
}

describe('custom claims of session tokens', () => {
  test('are filled in for each user, at each minting', async () => {
    const clerk = await startTestClerk();
    const backend = createBackend(clerk);
    await backend.users.updateUserMetadata('user_ada', { publicMetadata: { plan: 'pro' } });
    const claims = {
      email: '{{user.primary_email_address}}',
      name: '{{user.full_name}}',
      plan: "{{user.public_metadata.plan || 'free'}}",
      slug: "{{org.slug || 'personal'}}",
      roles: '{{user.organizations}}',
      permissions: '{{org_membership.permissions}}',
      fixed: [1, { two: true }],
    };
    expect(await put(clerk, { claims })).toEqual({ status: 200, body: { claims, version: 2 } });
    expect(await claimsOf(clerk)).toMatchObject({
      email: 'ada@acme.test',
      name: 'Ada Lovelace',
      plan: 'pro',
      slug: 'acme',
      roles: { org_acme: 'org:admin', org_globex: 'org:member' },
      permissions: expect.arrayContaining(['org:tickets:read']),
      fixed: [1, { two: true }],
      v: 2,
      o: { id: 'org_acme' },
    });
    expect(await claimsOf(clerk, 'alan@acme.test')).toMatchObject({
      plan: 'free',
      slug: 'personal',
      permissions: null,
    });
  });

  test('are in the tokens of sign-in, handshake and server, too', async () => {
    const clerk = await startTestClerk({ sessionClaims: { plan: 'pro' } });
    const { browser, sessionId } = await mintSessionToken(clerk);
    const { body } = await browser.get('/v1/client');
    expect(decodeJwt(body.response.sessions[0].last_active_token.jwt)).toMatchObject({ plan: 'pro' });
    const { jwt } = await createBackend(clerk).sessions.getToken(sessionId);
    expect(decodeJwt(jwt)).toMatchObject({ plan: 'pro', sid: sessionId });
  });

  test.each(CLERK_CLAIMS)("cannot be %s: that is Clerk's own", async (name) => {
    const clerk = await startTestClerk({ seed: { users: [], organizations: [] } });
    const { status, body } = await put(clerk, { claims: { [name]: 'mine' } });
    expect([status, body.errors[0].code]).toEqual([400, 'session_claims_invalid']);
  });

  test('are checked at the start, too', async () => {
    await expect(startTestClerk({ sessionClaims: { sub: 'user_grace' } })).rejects.toMatchObject({
      code: 'session_claims_invalid',
    });
  });

  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['a list', []],
    ['claims that are text', { claims: 'x' }],
    ['a version there is not', { version: 3 }],
    ['a setting there is not', { claim: {} }],
    ['claims nested without end', `{"claims":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`],
  ])('are refused as %s', async (_name, settings) => {
    const clerk = await startTestClerk({ seed: { users: [], organizations: [] } });
    const { status, body } = await put(clerk, settings);
    expect([status, body.errors[0].code]).toEqual([400, 'session_claims_invalid']);
  });
});

describe('version 1', () => {
  test.each<[string, Partial<LocalClerkOptions>, object]>([
    ['from the start', { sessionTokenVersion: 1 }, { claims: { plan: 'x' } }],
    ['set later', {}, { version: 1, claims: { plan: 'x' } }],
  ])('%s: flat organization claims, which no template replaces', async (_name, options, settings) => {
    const clerk = await startTestClerk(options);
    await put(clerk, settings);
    const claims = await claimsOf(clerk);
    expect(claims).toMatchObject({
      org_id: 'org_acme',
      org_slug: 'acme',
      org_role: 'org:admin',
      org_permissions: expect.arrayContaining(['org:tickets:read']),
      plan: 'x',
    });
    expect(claims).not.toHaveProperty('v');
    expect(claims).not.toHaveProperty('o');
    await put(clerk, { version: 1, claims: { org_id: 'org_globex', org_role: 'org:owner' } });
    expect(await claimsOf(clerk)).toMatchObject({ org_id: 'org_acme', org_role: 'org:admin' });
  });
});

test('an empty setting and a reset go back to the start options; a restart keeps the setting', async () => {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'clerk-local-claims-'));
  onTestFinished(() => rm(stateDir, { recursive: true }));
  const options = { stateDir, sessionClaims: { plan: 'start' } };
  const clerk = await startTestClerk(options);
  await put(clerk, { version: 1, claims: { plan: 'later' } });
  await clerk.close();

  const again = await startTestClerk(options);
  const read = async () => (await fetch(`${again.url}/__local/session-claims`)).json();
  expect(await read()).toEqual({ claims: { plan: 'later' }, version: 1 });
  await again.reset();
  expect(await read()).toEqual({ claims: { plan: 'start' }, version: 2 });
  await put(again, { version: 1 });
  expect(await read()).toEqual({ claims: { plan: 'start' }, version: 1 });
  expect((await put(again, {})).body).toEqual({ claims: { plan: 'start' }, version: 2 });
});
