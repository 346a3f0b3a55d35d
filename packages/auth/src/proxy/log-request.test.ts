import { NextRequest, NextResponse } from 'next/server';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { AuthProxyOptions } from '../proxy.ts';
import {
  createSigner,
  localClaims,
  nowSeconds,
  LOCAL_PLATFORM as PLATFORM,
  signToken,
} from '../token/session-token.fixture.ts';
import { acmeProxy } from './acme-proxy.fixture.ts';
import { event, outage } from './visit.fixture.ts';

const signer = await createSigner('k');
const tokenOf = (ageSeconds = 0) => signToken(signer, localClaims({ azp: PLATFORM }, ageSeconds));

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** What the proxy logs about one request, and the secrets that were in it. */
async function logged(
  path: string,
  cookies: Record<string, string>,
  options: AuthProxyOptions = { debug: true },
) {
  const write = vi.spyOn(console, 'warn').mockReturnValue();
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  const headers = {
    host: new URL(PLATFORM).host,
    'sec-fetch-dest': 'document',
    cookie: cookie.join('; '),
    'x-api-key': 'planted-header',
  };
  const proxy = acmeProxy('platform', {
    jwtKey: signer.pem,
    outage,
    onEvent: () => undefined,
    ...options,
  });
  await proxy(new NextRequest(`${PLATFORM}${path}`, { headers }), event);
  return write.mock.calls.map(String).join('\n');
}

describe('the block of one request', () => {
  test('names address, kind, posture, result of the SDK, rows of the table, handler and time', async () => {
    const handler = () => NextResponse.redirect(`${PLATFORM}/en?planted=1`);
    const cookies = { __session: await tokenOf(), __client_uat: String(nowSeconds() - 20) };
    const text = await logged('/dashboard?tab=2', cookies, { debug: true, handler });
    for (const part of [
      '[auth] platform GET /dashboard (query: tab)',
      'document, posture protected, token in cookie',
      'signed-in',
      `azp ${PLATFORM}, session sess_1`,
      'a session > no staff organization is required',
      'called',
      '307, to platform.acme.localhost:3000/en',
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/took +\d+\.\d ms$/);
  });

  test('says why a session is synced, and that the handler was not called', async () => {
    const cookies = { __session: await tokenOf(200), __client_uat: String(nowSeconds() - 300) };
    const text = await logged('/dashboard', cookies, { debug: true, handler: () => undefined });
    expect(text).toMatch(/decision +sync, because token_expired/);
    expect(text).toMatch(/handler +not called/);
  });

  test('never has a token, key, cookie value, header or value of the query in it', async () => {
    const token = await tokenOf();
    const secrets = {
      __session: token,
      __client_uat: String(nowSeconds() - 20),
      __clerk_db_jwt: 'dvb_planted',
      app_secret: 'planted-cookie',
    };
    const path = `/reset/${token}/sk_live_planted/${'x'.repeat(80)}?__clerk_ticket=planted-ticket&code=planted-code&sk_live_name=1`;
    const text = await logged(path, secrets);
    expect(text).toContain('[auth] platform GET /reset/…/…/…');
    expect(text).not.toMatch(/planted|sk_live|eyJ|x{20}/);
    for (const part of token.split('.')) expect(text).not.toContain(part);
  });

  test('is one block: nothing that a client sends begins a line', async () => {
    const text = await logged('/a%0A[auth]%20forged?b%0Ac=1', { __session: 'a.b.c', __client_uat: '1' });
    expect(text.split('\n').filter((line) => !line.startsWith('  '))).toHaveLength(1);
  });

  test('AUTH_DEBUG=1 asks for it, and without it nothing is logged', async () => {
    expect(await logged('/x', {}, {})).toBe('');
    vi.stubEnv('AUTH_DEBUG', '1');
    expect(await logged('/x', {}, {})).toContain('[auth] platform GET /x');
  });
});
