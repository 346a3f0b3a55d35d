import { generateKeyPairSync } from 'node:crypto';
import { verifyToken } from '@clerk/backend';
import { ACCOUNT_ORIGIN } from 'clerk-local/testing';
import { createRemoteJWKSet, decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { mintSessionToken } from '../fixtures/session-token.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend, startWithBackend } from '../fixtures/start-with-backend.ts';

// The real @clerk/backend makes JWT templates; tokens of them are verified as another service would.

const ISSUER = 'https://clerk.acme.localhost:3000';
const keyPair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PRIVATE_PEM = keyPair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const PUBLIC_PEM = keyPair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const SHORT_PEM = generateKeyPairSync('rsa', { modulusLength: 1024 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

const EMPTY = { users: [], organizations: [] };

describe('a JWT template', () => {
  test('is created, read, changed, listed and deleted', async () => {
    const { backend } = await startWithBackend();
    const { jwtTemplates } = backend;
    const made = await jwtTemplates.create({ name: 'hasura', claims: { aud: 'hasura' } });
    expect(made).toMatchObject({
      name: 'hasura',
      claims: { aud: 'hasura' },
      lifetime: 60,
      allowedClockSkew: 5,
      customSigningKey: false,
      signingAlgorithm: 'RS256',
    });
    const changed = await jwtTemplates.update({
      templateId: made.id,
      name: 'hasura',
      claims: { aud: 'other' },
      lifetime: 3600,
      allowedClockSkew: 0,
    });
    expect(changed).toMatchObject({
      id: made.id,
      lifetime: 3600,
      allowedClockSkew: 0,
      claims: { aud: 'other' },
    });
    expect(await jwtTemplates.get(made.id)).toEqual(changed);
    await jwtTemplates.create({ name: 'second', claims: {} });
    const { data, totalCount } = await jwtTemplates.list();
    expect([data.map(({ name }) => name), totalCount]).toEqual([['second', 'hasura'], 2]);
    expect(await jwtTemplates.delete(made.id)).toMatchObject({ id: made.id, deleted: true });
    await expect(jwtTemplates.get(made.id)).rejects.toMatchObject({ status: 404 });
  });

  test('never shows its key again', async () => {
    const { clerk, backend } = await startWithBackend();
    const secret = 'shared-secret-of-the-test';
    const key = { customSigningKey: true, signingAlgorithm: 'HS256', signingKey: secret };
    await backend.jwtTemplates.create({ name: 'supabase', claims: {}, ...key });
    const answer = await fetch(`${clerk.url}/v1/jwt_templates`, {
      headers: { authorization: `Bearer ${clerk.secretKey}` },
    });
    const text = await answer.text();
    expect(text).toContain('"custom_signing_key":true');
    expect(text).not.toContain(secret);
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['no name', { name: undefined }, 'form_param_missing', 'name'],
    ['a name that is a path', { name: 'a/b' }, 'form_param_format_invalid', 'name'],
    ['a name that is taken', { name: 'taken' }, 'form_identifier_exists', 'name'],
    ['no claims', { claims: undefined }, 'form_param_missing', 'claims'],
    ['claims that are a list', { claims: [] }, 'form_param_type_invalid', 'claims'],
    ["Clerk's own claim", { claims: { sub: 'user_grace' } }, 'form_param_value_invalid', 'claims'],
    ['a claim of sessions', { claims: { sid: 'sess_1' } }, 'form_param_value_invalid', 'claims'],
    ['a lifetime too short', { lifetime: 29 }, 'form_param_value_invalid', 'lifetime'],
    ['a skew too large', { allowed_clock_skew: 301 }, 'form_param_value_too_large', 'allowed_clock_skew'],
    [
      'a custom key without algorithm',
      { custom_signing_key: true, signing_key: 'x' },
      'form_param_nil',
      'signing_algorithm',
    ],
    [
      'an algorithm without key',
      { custom_signing_key: true, signing_algorithm: 'HS256' },
      'form_param_nil',
      'signing_key',
    ],
    [
      'no signature at all',
      { custom_signing_key: true, signing_algorithm: 'none', signing_key: 'x' },
      'form_param_value_invalid',
      'signing_algorithm',
    ],
    [
      'a secret where a private key is needed',
      { custom_signing_key: true, signing_algorithm: 'RS256', signing_key: 'x' },
      'form_param_value_invalid',
      'signing_key',
    ],
    [
      'a public key',
      { custom_signing_key: true, signing_algorithm: 'RS256', signing_key: PUBLIC_PEM },
      'form_param_value_invalid',
      'signing_key',
    ],
    [
      'a key that is too short',
      { custom_signing_key: true, signing_algorithm: 'RS256', signing_key: SHORT_PEM },
      'form_param_value_invalid',
      'signing_key',
    ],
    ['a key that would be ignored', { signing_key: 'x' }, 'form_param_value_invalid', 'signing_key'],
    ['an unknown parameter', { ttl: 60 }, 'form_param_unknown', 'ttl'],
  ])('with %s is refused', async (_name, change, code, param) => {
    const clerk = await startTestClerk({ seed: EMPTY });
    await createBackend(clerk).jwtTemplates.create({ name: 'taken', claims: {} });
    const answer = await fetch(`${clerk.url}/v1/jwt_templates`, {
      method: 'POST',
      headers: { authorization: `Bearer ${clerk.secretKey}` },
      body: JSON.stringify({ name: 'new', claims: {}, ...change }),
    });
    const { errors }: { errors: [{ code: string; meta: { param_name?: string } }] } = JSON.parse(
      await answer.text(),
    );
    expect([answer.status, errors[0].code, errors[0].meta.param_name]).toEqual([422, code, param]);
  });

  test('may keep its name when it is changed, and not take another', async () => {
    const { backend } = await startWithBackend();
    const one = await backend.jwtTemplates.create({ name: 'one', claims: {} });
    await backend.jwtTemplates.create({ name: 'two', claims: {} });
    const rename = (name: string) => backend.jwtTemplates.update({ templateId: one.id, name, claims: {} });
    expect(await rename('one')).toMatchObject({ name: 'one' });
    await expect(rename('two')).rejects.toMatchObject({ errors: [{ code: 'form_identifier_exists' }] });
  });
});

describe('a token of a template', () => {
  test('minted by a page names its origin, and is verified by the published keys', async () => {
    const clerk = await startTestClerk();
    const backend = createBackend(clerk);
    await backend.jwtTemplates.create({
      name: 'hasura',
      claims: { aud: 'hasura', email: '{{user.primary_email_address}}', org: "{{org.slug || 'none'}}" },
      lifetime: 120,
      allowedClockSkew: 30,
    });
    const { browser, sessionId } = await mintSessionToken(clerk);
    const { status, body } = await browser.post(`/v1/client/sessions/${sessionId}/tokens/hasura`);
    expect(status).toBe(200);
    const keys = createRemoteJWKSet(new URL(`${clerk.url}/.well-known/jwks.json`));
    const { payload, protectedHeader } = await jwtVerify(body.jwt, keys, {
      issuer: ISSUER,
      audience: 'hasura',
    });
    expect(payload).toMatchObject({
      sub: 'user_ada',
      azp: ACCOUNT_ORIGIN,
      email: 'ada@acme.test',
      org: 'acme',
    });
    expect(payload).not.toHaveProperty('sid');
    const { iat = 0, nbf, exp } = payload;
    expect([nbf, exp]).toEqual([iat - 30, iat + 120]);
    expect(protectedHeader).toMatchObject({ alg: 'RS256', cat: 'cl_B7d4PD222AAA' });
  });

  test('minted by a server may live longer than the template says', async () => {
    const clerk = await startTestClerk();
    const backend = createBackend(clerk);
    await backend.jwtTemplates.create({ name: 'hasura', claims: { name: '{{user.first_name}}' } });
    const { sessionId } = await mintSessionToken(clerk);
    const { jwt } = await backend.sessions.getToken(sessionId, 'hasura', 600);
    const { payload } = await jwtVerify(jwt, await importSPKI(clerk.jwtKey, 'RS256'));
    expect(payload).toMatchObject({ name: 'Ada', exp: (payload.iat ?? 0) + 600 });
    expect(payload).not.toHaveProperty('azp');
  });

  test.each([
    ['HS256', 'shared-secret-of-the-test', Buffer.from('shared-secret-of-the-test')],
    ['RS256', PRIVATE_PEM, keyPair.publicKey],
  ] as const)('is signed with a key of its own: %s', async (algorithm, signingKey, verificationKey) => {
    const clerk = await startTestClerk();
    const backend = createBackend(clerk);
    const key = { customSigningKey: true, signingAlgorithm: algorithm, signingKey };
    await backend.jwtTemplates.create({ name: 'supabase', claims: { role: 'authenticated' }, ...key });
    const { browser, sessionId } = await mintSessionToken(clerk);
    const { body } = await browser.post(`/v1/client/sessions/${sessionId}/tokens/supabase`);
    const { payload } = await jwtVerify(body.jwt, verificationKey, { algorithms: [algorithm] });
    expect(payload).toMatchObject({ role: 'authenticated', sub: 'user_ada', iss: ISSUER });
    expect(decodeProtectedHeader(body.jwt)).not.toHaveProperty('kid');
  });

  test('is not a session token to the SDK', async () => {
    const clerk = await startTestClerk();
    await createBackend(clerk).jwtTemplates.create({ name: 'hasura', claims: {} });
    const { browser, sessionId } = await mintSessionToken(clerk);
    const { body } = await browser.post(`/v1/client/sessions/${sessionId}/tokens/hasura`);
    const request = new Request(`${ACCOUNT_ORIGIN}/api`, {
      headers: { authorization: `Bearer ${body.jwt}` },
    });
    const state = await createBackend(clerk).authenticateRequest(request, { jwtKey: clerk.jwtKey });
    expect([state.isAuthenticated, state.reason]).toEqual([false, 'token-type-mismatch']);
    await expect(verifyToken(body.jwt, { jwtKey: clerk.jwtKey })).resolves.not.toHaveProperty('sid');
  });

  test('needs a live session and an existing template', async () => {
    const clerk = await startTestClerk();
    const backend = createBackend(clerk);
    const { browser, sessionId } = await mintSessionToken(clerk);
    const unknown = await browser.post(`/v1/client/sessions/${sessionId}/tokens/nothing`);
    expect([unknown.status, unknown.body.errors[0].code]).toEqual([404, 'resource_not_found']);
    await backend.jwtTemplates.create({ name: 'hasura', claims: {} });
    await backend.sessions.revokeSession(sessionId);
    expect((await browser.post(`/v1/client/sessions/${sessionId}/tokens/hasura`)).status).toBe(401);
    await expect(backend.sessions.getToken(sessionId, 'hasura')).rejects.toMatchObject({ status: 404 });
  });
});
