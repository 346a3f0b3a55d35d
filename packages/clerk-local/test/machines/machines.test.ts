import { createClerkClient, type Machine } from '@clerk/backend';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import type { LocalClerk, LocalClerkOptions } from '../../src/index.ts';
import { bearerRequest } from '../fixtures/bearer-request.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend, startWithBackend } from '../fixtures/start-with-backend.ts';

// The real @clerk/backend against a started local Clerk: machines and what they call each other with.

/** The SDK with one machine's secret key and not the instance's. */
function createMachineClient({ url, publishableKey, secretKey }: LocalClerk, machine: Machine) {
  return createClerkClient({
    apiUrl: url,
    publishableKey,
    secretKey,
    machineSecretKey: machine.secretKey ?? '',
    telemetry: { disabled: true },
  });
}

/** `caller` may call `receiver`; `unrelated` may call no machine. */
async function startWithMachines(options: Partial<LocalClerkOptions> = {}) {
  const clock = { aheadMs: 0 };
  const clerk = await startTestClerk({ nowMs: () => Date.now() + clock.aheadMs, ...options });
  const backend = createBackend(clerk);
  const receiver = await backend.machines.create({ name: 'Receiver' });
  const caller = await backend.machines.create({ name: 'Caller', scopedMachines: [receiver.id] });
  const unrelated = await backend.machines.create({ name: 'Unrelated' });
  return {
    clock,
    clerk,
    backend,
    receiver,
    caller,
    unrelated,
    as: (machine: Machine) => createMachineClient(clerk, machine),
  };
}

test('a machine is created, read, listed, changed and deleted', async () => {
  const { backend } = await startWithBackend();
  const created = await backend.machines.create({ name: 'Billing', defaultTokenTtl: 120 });
  expect(created).toMatchObject({ name: 'Billing', defaultTokenTtl: 120, scopedMachines: [] });
  expect(created.secretKey).toMatch(/^ak_[\w-]{43}$/);
  const read = await backend.machines.get(created.id);
  expect(read.secretKey).toBeUndefined();
  expect((await backend.machines.getSecretKey(created.id)).secret).toBe(created.secretKey);

  const changed = await backend.machines.update({ machineId: created.id, name: 'Invoices' });
  expect(changed).toMatchObject({ name: 'Invoices', defaultTokenTtl: 120 });
  await backend.machines.create({ name: 'Mail' });
  const { data } = await backend.machines.list({ orderBy: '+name' });
  expect(data.map(({ name }) => name)).toEqual(['Invoices', 'Mail']);
  expect((await backend.machines.list({ query: 'MAI' })).totalCount).toBe(1);
  expect((await backend.machines.list({ query: created.id })).totalCount).toBe(1);

  await backend.machines.delete(created.id);
  await expect(backend.machines.get(created.id)).rejects.toMatchObject({ status: 404 });
});

test('a scope is added and removed, and ends with the machine it names', async () => {
  const { backend, receiver, unrelated } = await startWithMachines();
  const scope = await backend.machines.createScope(unrelated.id, receiver.id);
  expect(scope).toMatchObject({ fromMachineId: unrelated.id, toMachineId: receiver.id });
  expect((await backend.machines.get(unrelated.id)).scopedMachines.map(({ id }) => id)).toEqual([
    receiver.id,
  ]);
  await expect(backend.machines.createScope(unrelated.id, receiver.id)).rejects.toMatchObject({
    status: 409,
    errors: [{ code: 'duplicate_record' }],
  });
  expect(await backend.machines.deleteScope(unrelated.id, receiver.id)).toMatchObject({ deleted: true });
  await expect(backend.machines.deleteScope(unrelated.id, receiver.id)).rejects.toMatchObject({
    status: 404,
  });
  await backend.machines.createScope(unrelated.id, receiver.id);
  await backend.machines.delete(receiver.id);
  expect((await backend.machines.get(unrelated.id)).scopedMachines).toEqual([]);
});

test('after a rotation the old secret key is accepted as long as requested', async () => {
  const { backend, caller, as, clock } = await startWithMachines();
  const { secret } = await backend.machines.rotateSecretKey({ machineId: caller.id, previousTokenTtl: 60 });
  expect(secret).not.toBe(caller.secretKey);
  const create = (machineSecretKey: string) => as(caller).m2m.createToken({ machineSecretKey });
  expect((await create(secret)).subject).toBe(caller.id);
  expect((await create(caller.secretKey ?? '')).subject).toBe(caller.id);
  clock.aheadMs = 61_000;
  await expect(create(caller.secretKey ?? '')).rejects.toMatchObject({ status: 401 });
  await backend.machines.rotateSecretKey({ machineId: caller.id, previousTokenTtl: 0 });
  await expect(create(secret)).rejects.toMatchObject({ status: 401 });
});

test('an opaque token is created, verified by the machine in scope, listed and revoked', async () => {
  const { caller, receiver, as, backend } = await startWithMachines();
  const made = await as(caller).m2m.createToken({ claims: { job: 7 }, secondsUntilExpiration: 60 });
  expect(made).toMatchObject({
    subject: caller.id,
    scopes: [receiver.id],
    claims: { job: 7 },
    revoked: false,
  });
  expect(made.token).toMatch(/^mt_[\w-]{43}$/);
  const verified = await as(receiver).m2m.verify({ token: made.token ?? '' });
  expect([verified.id, verified.claims, verified.token]).toEqual([made.id, { job: 7 }, undefined]);

  expect((await as(caller).m2m.list({ subject: caller.id })).data.map(({ id }) => id)).toEqual([made.id]);
  const revoked = await as(caller).m2m.revokeToken({ m2mTokenId: made.id, revocationReason: 'done' });
  expect(revoked).toMatchObject({ revoked: true, revocationReason: 'done' });
  await expect(as(receiver).m2m.verify({ token: made.token ?? '' })).rejects.toMatchObject({ status: 404 });
  expect((await backend.m2m.list({ subject: caller.id })).totalCount).toBe(0);
  expect((await backend.m2m.list({ subject: caller.id, revoked: true })).totalCount).toBe(1);
});

test('a token has the default lifetime of its machine unless it sets one', async () => {
  const { backend, as } = await startWithMachines();
  const machine = await backend.machines.create({ name: 'Short', defaultTokenTtl: 5 });
  const { expiration, createdAt } = await as(machine).m2m.createToken();
  expect((expiration ?? 0) - createdAt).toBe(5000);
});

test('an existing token is returned where enough of its lifetime is left', async () => {
  const { caller, as, clock } = await startWithMachines();
  const create = (claims: Record<string, unknown>) =>
    as(caller).m2m.createToken({ claims, secondsUntilExpiration: 100, minRemainingTtlSeconds: 50 });
  const first = await create({ job: 1 });
  const second = await create({ job: 1 });
  expect([second.id, second.token]).toEqual([first.id, first.token]);
  expect((await create({ job: 2 })).id).not.toBe(first.id);
  clock.aheadMs = 51_000;
  expect((await create({ job: 1 })).id).not.toBe(first.id);
});

test('a token in JWT form is verified by signature alone', async () => {
  const { caller, receiver, as, clerk } = await startWithMachines();
  const { token = '', id } = await as(caller).m2m.createToken({
    tokenFormat: 'jwt',
    claims: { job: 7 },
    secondsUntilExpiration: 60,
  });
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'JWT', cat: 'cl_B7d4PD333AAA' });
  expect(decodeJwt(token)).toMatchObject({ sub: caller.id, jti: id, aud: [receiver.id], job: 7 });
  expect(await as(receiver).m2m.verify({ token })).toMatchObject({
    id,
    subject: caller.id,
    scopes: [receiver.id],
  });
  clerk.faults.set({ answer: 'down' });
  const state = await createBackend(clerk).authenticateRequest(bearerRequest(token), {
    acceptsToken: 'm2m_token',
    jwtKey: clerk.jwtKey,
  });
  expect(state.toAuth()).toMatchObject({ isAuthenticated: true, machineId: caller.id });
});

test.each(['m2m_token', 'any'] as const)(
  'a request with a token is authenticated where %s is accepted',
  async (acceptsToken) => {
    const { caller, receiver, as } = await startWithMachines();
    const { token = '', id } = await as(caller).m2m.createToken({ claims: { job: 7 } });
    const state = await as(receiver).authenticateRequest(bearerRequest(token), {
      acceptsToken,
      machineSecretKey: receiver.secretKey ?? '',
    });
    expect(state).toMatchObject({ isAuthenticated: true, tokenType: 'm2m_token' });
    expect(state.toAuth()).toMatchObject({
      id,
      machineId: caller.id,
      subject: caller.id,
      claims: { job: 7 },
    });
  },
);

type World = Awaited<ReturnType<typeof startWithMachines>>;

const invalidTokens: { name: string; makeToken: (world: World) => Promise<string> }[] = [
  { name: 'unknown', makeToken: async () => 'mt_unknown' },
  { name: 'of a machine without scope', makeToken: ({ as, unrelated }) => makeToken(as(unrelated)) },
  {
    name: 'made before the scope',
    makeToken: async ({ as, unrelated, receiver, backend }) => {
      const token = await makeToken(as(unrelated));
      await backend.machines.createScope(unrelated.id, receiver.id);
      return token;
    },
  },
  {
    name: 'expired',
    makeToken: async ({ as, caller, clock }) => {
      const token = await makeToken(as(caller));
      clock.aheadMs = 61_000;
      return token;
    },
  },
  {
    name: 'of a deleted machine',
    makeToken: async ({ as, caller, backend }) => {
      const token = await makeToken(as(caller));
      await backend.machines.delete(caller.id);
      return token;
    },
  },
  { name: 'a machine’s secret key', makeToken: async ({ caller }) => `mt_${caller.secretKey}` },
  {
    name: 'another Clerk’s',
    makeToken: async () => {
      const { as, caller } = await startWithMachines();
      return makeToken(as(caller));
    },
  },
];

async function makeToken({ m2m }: ReturnType<World['as']>): Promise<string> {
  return (await m2m.createToken({ secondsUntilExpiration: 60 })).token ?? '';
}

test.each(invalidTokens)('a token that is $name is refused', async ({ makeToken: make }) => {
  const world = await startWithMachines();
  const { receiver, as } = world;
  const state = await as(receiver).authenticateRequest(bearerRequest(await make(world)), {
    acceptsToken: 'm2m_token',
    machineSecretKey: receiver.secretKey ?? '',
  });
  expect(state).toMatchObject({ isAuthenticated: false, reason: 'token-invalid' });
});

test.each([
  { name: 'tampered with', spoil: (jwt: string) => jwt.replace(/\.[^.]{8}/, '.AAAAAAAA') },
  { name: 'without a signature', spoil: (jwt: string) => jwt.replace(/[^.]+$/, 'AAAA') },
])('a token in JWT form that is $name is refused', async ({ spoil }) => {
  const { caller, receiver, as } = await startWithMachines();
  const { token = '' } = await as(caller).m2m.createToken({ tokenFormat: 'jwt' });
  const state = await as(receiver).authenticateRequest(bearerRequest(spoil(token)), {
    acceptsToken: 'm2m_token',
  });
  expect(state.isAuthenticated).toBe(false);
});

test('deadTokens "answered": the SDK treats an expired token as valid', async () => {
  const world = await startWithMachines({ deadTokens: 'answered' });
  const token = await invalidTokens.find(({ name }) => name === 'expired')?.makeToken(world);
  const verified = await world.as(world.receiver).m2m.verify({ token: token ?? '' });
  expect(verified).toMatchObject({ expired: true, revoked: false });
});

test.each<{ name: string; act: (world: World) => Promise<unknown>; status: number }>([
  {
    name: 'lists another’s tokens',
    act: ({ as, unrelated, caller }) => as(unrelated).m2m.list({ subject: caller.id }),
    status: 403,
  },
  {
    name: 'revokes another’s token',
    act: async ({ as, unrelated, caller }) => {
      const { id } = await as(caller).m2m.createToken();
      return as(unrelated).m2m.revokeToken({ m2mTokenId: id });
    },
    status: 404,
  },
  {
    name: 'revokes a token in JWT form',
    act: async ({ as, caller }) => {
      const { id } = await as(caller).m2m.createToken({ tokenFormat: 'jwt' });
      return as(caller).m2m.revokeToken({ m2mTokenId: id });
    },
    status: 404,
  },
  {
    name: 'asks with a made-up key',
    act: ({ as, caller }) => as(caller).m2m.createToken({ machineSecretKey: 'ak_made_up' }),
    status: 401,
  },
  {
    name: 'asks for users',
    act: async ({ clerk, caller }) => {
      const headers = { authorization: `Bearer ${caller.secretKey}` };
      const { status } = await fetch(`${clerk.url}/v1/users`, { headers });
      throw Object.assign(new Error('refused'), { status });
    },
    status: 401,
  },
  {
    name: 'wants a token that outlives itself',
    act: ({ as, caller }) =>
      as(caller).m2m.createToken({ secondsUntilExpiration: 10, minRemainingTtlSeconds: 10 }),
    status: 400,
  },
  {
    name: 'chooses the subject of a JWT',
    act: ({ as, caller, unrelated }) =>
      as(caller).m2m.createToken({ tokenFormat: 'jwt', claims: { sub: unrelated.id } }),
    status: 400,
  },
])('a machine that $name is refused with $status', async ({ act, status }) => {
  await expect(act(await startWithMachines())).rejects.toMatchObject({ status });
});

test('the instance does not create tokens for a machine', async () => {
  const { clerk, backend } = await startWithMachines();
  await expect(backend.m2m.createToken({ machineSecretKey: clerk.secretKey })).rejects.toMatchObject({
    status: 401,
  });
});

test.each([
  { path: '/v1/machines', body: {}, status: 422 },
  { path: '/v1/machines', body: { name: '' }, status: 422 },
  { path: '/v1/machines', body: { name: 'x'.repeat(256) }, status: 422 },
  { path: '/v1/machines', body: { name: 'x', scoped_machines: ['mch_x'] }, status: 422 },
  { path: '/v1/machines', body: { name: 'x', default_token_ttl: 0.5 }, status: 422 },
  { path: '/v1/machines/mch_x/scopes', body: { to_machine_id: 'mch_x' }, status: 404 },
  { path: '/v1/machines/mch_x/secret_key/rotate', body: { previous_token_ttl: 0 }, status: 404 },
  { path: '/m2m_tokens/verify', body: {}, status: 400 },
  { path: '/m2m_tokens/verify', body: { token: null }, status: 400 },
  { path: '/m2m_tokens/mt_x/revoke', body: {}, status: 404 },
])('POST $path with $body: $status', async ({ path, body, status }) => {
  const { clerk } = await startWithBackend();
  const headers = { authorization: `Bearer ${clerk.secretKey}` };
  const answer = await fetch(clerk.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ errors: [{ code: expect.any(String) }] });
});
