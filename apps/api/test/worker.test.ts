import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKeyPem } from 'clerk-local';
import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMPATIBILITY_DATE, DURABLE_OBJECTS } from '../bundle.mjs';
import { hourOf } from '../src/usage.ts';
import { ACADEMY, PLATFORM, PORTAL, type SignedIn, signIn, startClerk } from './start-clerk.ts';
import { bundleWorker, startWorker, type Worker } from './start-worker.ts';

/** The worker as it is deployed, in workerd, with tokens of a real local Clerk. */

const LOCAL = { SSO_ENVIRONMENT: 'local', SSO_LOCAL_PORT: '3000' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function startBoth(): Promise<{ worker: Worker; person: SignedIn; jwtKey: string; url: string }> {
  const clerk = await startClerk();
  const [worker, person] = await Promise.all([
    startWorker({ ...LOCAL, CLERK_JWT_KEY: clerk.jwtKey }),
    signIn(clerk),
  ]);
  return { worker, person, jwtKey: clerk.jwtKey, url: clerk.url };
}

test('the bundle has no Node module and no process in it', async () => {
  expect(await bundleWorker()).not.toMatch(/\bnode:[a-z]+['"]|process\.env|require\(/);
});

describe('a declared caller', () => {
  test('gets data: who calls, what it used, how far the course is', async () => {
    const { worker, person } = await startBoth();
    const [platform, academy] = await Promise.all([person.tokenFor(PLATFORM), person.tokenFor(ACADEMY)]);
    const me = await worker.call('/v1/me', { headers: bearer(platform) });
    expect([me.status, me.json]).toEqual([
      200,
      expect.objectContaining({ userId: person.userId, sessionId: person.sessionId, caller: PLATFORM }),
    ]);
    await worker.call('/v1/me', { headers: bearer(academy) });
    const usage = await worker.call('/v1/usage', { headers: bearer(platform) });
    expect(usage.json).toMatchObject({ calls: 3, limit: 1000, byCaller: { [PLATFORM]: 2, [ACADEMY]: 1 } });
    const progress = await worker.call('/v1/courses/web-sessions/progress', { headers: bearer(academy) });
    expect(progress.json).toEqual({ course: 'web-sessions', lessons: 6, done: [] });
  });

  test('marks a lesson as done, once, for this user only', async () => {
    const clerk = await startClerk();
    const worker = await startWorker({ ...LOCAL, CLERK_JWT_KEY: clerk.jwtKey });
    const [ada, bob] = await Promise.all([signIn(clerk), signIn(clerk)]);
    const headers = bearer(await ada.tokenFor(ACADEMY));
    for (const lesson of ['signing-out-everywhere', 'cookie-scopes', 'cookie-scopes']) {
      await worker.call(`/v1/courses/web-sessions/lessons/${lesson}`, { method: 'PUT', headers });
    }
    const progress = await worker.call('/v1/courses/web-sessions/progress', { headers });
    expect(progress.json).toMatchObject({ done: ['cookie-scopes', 'signing-out-everywhere'] });
    const others = await worker.call('/v1/courses/web-sessions/progress', {
      headers: bearer(await bob.tokenFor(ACADEMY)),
    });
    expect(others.json).toMatchObject({ done: [] });
  });

  test('finds its progress and its calls again after the worker was ended', async () => {
    const storage = await mkdtemp(join(tmpdir(), 'api-storage-'));
    onTestFinished(() => rm(storage, { recursive: true }));
    const clerk = await startClerk();
    const bindings = { ...LOCAL, CLERK_JWT_KEY: clerk.jwtKey };
    const person = await signIn(clerk);
    const headers = bearer(await person.tokenFor(ACADEMY));
    const first = await startWorker(bindings, storage);
    await first.call('/v1/courses/web-sessions/lessons/cookie-scopes', { method: 'PUT', headers });
    await first.stop();
    const second = await startWorker(bindings, storage);
    const progress = await second.call('/v1/courses/web-sessions/progress', { headers });
    expect(progress.json).toMatchObject({ done: ['cookie-scopes'] });
    expect((await second.call('/v1/usage', { headers })).json).toMatchObject({ calls: 3 });
  });

  test('is refused after 1000 calls of one hour, whichever app makes them; another user is not', async () => {
    const clerk = await startClerk();
    const worker = await startWorker({ ...LOCAL, CLERK_JWT_KEY: clerk.jwtKey });
    const [ada, bob] = await Promise.all([signIn(clerk), signIn(clerk)]);
    const callers = [bearer(await ada.tokenFor(PLATFORM)), bearer(await ada.tokenFor(ACADEMY))];
    const statuses: number[] = [];
    const startedMs = Date.now();
    while (!statuses.includes(429) && statuses.length < 2100) {
      const batch = Array.from({ length: 10 }, (_, index) =>
        worker.call('/v1/me', { headers: callers[index % 2] ?? {} }),
      );
      statuses.push(...(await Promise.all(batch)).map(({ status }) => status));
    }
    const refused = await worker.call('/v1/usage', { headers: bearer(await ada.tokenFor(PLATFORM)) });
    const accepted = statuses.filter((status) => status === 200).length;
    // An hour that ends meanwhile begins a new count.
    if (hourOf(startedMs) === hourOf(Date.now())) expect(accepted).toBe(1000);
    expect(refused.status).toBe(429);
    expect(refused.json).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(refused.headers.get('ratelimit-policy')).toBe('"hour";q=1000;w=3600');
    expect(refused.headers.get('ratelimit')).toMatch(/^"hour";r=0;t=\d+$/);
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    const other = await worker.call('/v1/me', { headers: bearer(await bob.tokenFor(PLATFORM)) });
    expect([other.status, other.headers.get('ratelimit')]).toEqual([
      200,
      expect.stringMatching(/^"hour";r=999;t=\d+$/),
    ]);
  });

  test.each(['bearer', 'BEARER', 'Bearer  '])('the scheme may be written "%s"', async (scheme) => {
    const { worker, person } = await startBoth();
    const authorization = `${scheme} ${await person.tokenFor(PLATFORM)}`;
    expect((await worker.call('/v1/me', { headers: { authorization } })).status).toBe(200);
  });
});

describe('refused, with a code', () => {
  test('an undeclared caller’s token', async () => {
    const { worker, person } = await startBoth();
    const answer = await worker.call('/v1/me', { headers: bearer(await person.tokenFor(PORTAL)) });
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ code: 'token_rejected', fault: 'azp_foreign' });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api", error="invalid_token"');
    expect(answer.headers.get('x-sso-reason')).toBe('token_rejected; fault=azp_foreign');
  });

  test('a token for no origin, which a redirect would have left', async () => {
    const { worker, person } = await startBoth();
    const answer = await worker.call('/v1/me', { headers: bearer(await person.tokenForNobody()) });
    expect(answer.json).toMatchObject({ status: 401, fault: 'azp_missing' });
  });

  test('a page that is no caller, whatever token it holds', async () => {
    const { worker, person } = await startBoth();
    const token = await person.tokenFor(PLATFORM);
    const answer = await worker.call('/v1/me', { headers: { ...bearer(token), origin: PORTAL } });
    expect([answer.status, answer.json]).toEqual([
      403,
      expect.objectContaining({ code: 'cross_origin_request' }),
    ]);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a session cookie: it is not looked at', async () => {
    const { worker, person } = await startBoth();
    const cookie = `__session=${await person.tokenFor(PLATFORM)}`;
    const answer = await worker.call('/v1/me', { headers: { cookie } });
    expect([answer.status, answer.json]).toEqual([
      401,
      expect.objectContaining({ code: 'sign_in_required' }),
    ]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"');
  });

  test.each([
    { name: 'nothing', authorization: '' },
    { name: 'the scheme alone', authorization: 'Bearer' },
    { name: 'another scheme', authorization: 'Basic YTpi' },
    { name: 'two tokens', authorization: 'Bearer a b' },
  ])('$name is no token', async ({ authorization }) => {
    const { worker } = await startBoth();
    const answer = await worker.call('/v1/me', { headers: { authorization } });
    expect(answer.json).toMatchObject({ status: 401, code: 'sign_in_required' });
  });

  test.each(['garbage', 'a.b.c', 'x'.repeat(9000), `${btoa('{"alg":"none"}')}.${btoa('null')}.`])(
    'garbage %#',
    async (token) => {
      const { worker } = await startBoth();
      const answer = await worker.call('/v1/me', { headers: bearer(token) });
      expect([answer.status, answer.json]).toEqual([
        401,
        expect.objectContaining({ code: 'token_rejected' }),
      ]);
    },
  );

  test('a token signed with another key', async () => {
    const { worker } = await startBoth();
    const { privateKey } = await generateKeyPair('RS256');
    const claims = { iss: 'https://clerk.acme.localhost:3000', azp: PLATFORM, sub: 'user_1', sid: 'sess_1' };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'ins_1', typ: 'JWT' })
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(privateKey);
    const answer = await worker.call('/v1/me', { headers: bearer(forged) });
    expect(answer.json).toMatchObject({ status: 401, fault: 'token_signature_invalid' });
  });
});

describe('clocks', () => {
  test.each([
    { name: 'Clerk 4 s ahead', skewSeconds: 4, status: 200 },
    { name: 'Clerk 30 s ahead', skewSeconds: 30, status: 401, fault: 'token_not_active_yet' },
    { name: 'Clerk 30 s behind', skewSeconds: -30, status: 200 },
    { name: 'a token of five minutes ago', skewSeconds: -300, status: 401, fault: 'token_expired' },
  ])('$name: $status', async ({ skewSeconds, status, fault }) => {
    const clerk = await startClerk({ nowMs: () => Date.now() + skewSeconds * 1000 });
    const worker = await startWorker({ ...LOCAL, CLERK_JWT_KEY: clerk.jwtKey });
    const person = await signIn(clerk);
    const answer = await worker.call('/v1/me', { headers: bearer(await person.tokenFor(PLATFORM)) });
    expect(answer.status).toBe(status);
    if (fault) expect(answer.json).toMatchObject({ fault });
  });
});

describe('published keys', () => {
  test('are fetched from the Clerk of this environment', async () => {
    const clerk = await startClerk();
    const worker = await startWorker({ ...LOCAL, CLERK_JWKS_URL: `${clerk.url}/.well-known/jwks.json` });
    const person = await signIn(clerk);
    const headers = bearer(await person.tokenFor(PLATFORM));
    expect((await worker.call('/v1/me', { headers })).status).toBe(200);
    // Verified before, and the keys are here: Clerk is not needed.
    clerk.faults.set({ answer: 'down' });
    expect((await worker.call('/v1/me', { headers })).status).toBe(200);
  });

  test('a token signed with a key that is not published is refused', async () => {
    const [clerk, rotated] = await Promise.all([
      startClerk(),
      startClerk({ signingKeyPem: generateSigningKeyPem() }),
    ]);
    const worker = await startWorker({ ...LOCAL, CLERK_JWKS_URL: `${clerk.url}/.well-known/jwks.json` });
    const person = await signIn(rotated);
    const answer = await worker.call('/v1/me', { headers: bearer(await person.tokenFor(PLATFORM)) });
    expect(answer.json).toMatchObject({ status: 401, fault: 'token_key_unknown' });
  });

  test('without them nothing is known about anybody: 503, not 401', async () => {
    const clerk = await startClerk();
    const worker = await startWorker({ ...LOCAL, CLERK_JWKS_URL: 'http://127.0.0.1:1/jwks.json' });
    const person = await signIn(clerk);
    const answer = await worker.call('/v1/me', { headers: bearer(await person.tokenFor(PLATFORM)) });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(answer.json).toMatchObject({ code: 'clerk_unavailable' });
  });
});

describe('CORS', () => {
  const preflight = (origin: string) => ({
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  });

  test.each([PLATFORM, ACADEMY])('lets %s call, without cookies', async (origin) => {
    const worker = await startWorker({ ...LOCAL });
    const { status, headers } = await worker.call('/v1/usage', preflight(origin));
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-allow-headers')).toContain('authorization');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('access-control-max-age')).toBe('7200');
    expect(headers.get('vary')).toContain('Origin');
  });

  test.each([PORTAL, 'null', 'http://platform.acme.localhost:3001', `${PLATFORM}.evil.test`])(
    'does not let %s call',
    async (origin) => {
      const worker = await startWorker({ ...LOCAL });
      const { headers } = await worker.call('/v1/usage', preflight(origin));
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('vary')).toContain('Origin');
    },
  );
});

test.each([
  { method: 'GET', path: '/', status: 200 },
  { method: 'GET', path: '/nothing', status: 404 },
  { method: 'POST', path: '/', status: 405, allow: 'GET, HEAD' },
  { method: 'DELETE', path: '/v1/usage', status: 405, allow: 'GET, HEAD' },
  { method: 'GET', path: '/v1/courses/web-sessions/lessons/cookie-scopes', status: 405, allow: 'PUT' },
  { method: 'GET', path: '/v1/nothing', status: 404 },
  { method: 'GET', path: '/v1/courses/alchemy/progress', status: 404 },
  { method: 'PUT', path: '/v1/courses/web-sessions/lessons/__proto__', status: 404 },
  { method: 'GET', path: '/v1/courses/%E0%A4%A/progress', status: 404 },
  { method: 'GET', path: '/v1/me?x=%', status: 200 },
])('$method $path, signed in: $status, never stored, no cookie', async ({ method, path, status, allow }) => {
  const { worker, person } = await startBoth();
  const answer = await worker.call(path, { method, headers: bearer(await person.tokenFor(PLATFORM)) });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(answer.headers.get('vary')).toContain('Origin');
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(answer.headers.get('allow')).toBe(allow ?? null);
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  expect(answer.headers.get('content-type')).toContain(type);
});

test('with what wrangler.jsonc deploys, it starts: in production, on the same date', async () => {
  const file = await readFile(new URL('../wrangler.jsonc', import.meta.url), 'utf8');
  const { vars, compatibility_date, main, durable_objects, migrations } = JSON.parse(
    file.replace(/^\s*\/\/.*$/gm, ''),
  );
  const { className } = DURABLE_OBJECTS.USER_RECORDS;
  expect(durable_objects.bindings).toEqual([{ name: 'USER_RECORDS', class_name: className }]);
  expect(migrations).toEqual([{ tag: 'v1', new_sqlite_classes: [className] }]);
  expect([compatibility_date, main]).toEqual([COMPATIBILITY_DATE, 'dist/worker.js']);
  const worker = await startWorker(vars);
  const answer = await worker.call('/v1/me', { headers: { origin: 'https://platform.acme.example' } });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
    401,
    'https://platform.acme.example',
  ]);
  expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
  // Nothing of this machine is let in.
  const local = await worker.call('/v1/me', { headers: { origin: PLATFORM } });
  expect(local.status).toBe(403);
});

test.each([
  { name: 'no environment', bindings: {}, code: 'missing_env' },
  { name: 'production without a key', bindings: { SSO_ENVIRONMENT: 'production' }, code: 'missing_env' },
  {
    name: 'a key that is none',
    bindings: { ...LOCAL, CLERK_JWT_KEY: 'x' },
    code: 'invalid_verification_keys',
  },
])('$name: the worker does not start', async ({ bindings, code }) => {
  await expect(startWorker(bindings)).rejects.toThrow(`code=${code}`);
});
