import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createSigner,
  localClaims,
  nowSeconds,
  LOCAL_PLATFORM as PLATFORM,
  type Signer,
  signToken,
} from '../token/session-token.fixture.ts';
import { acmeProxy } from './acme-proxy.fixture.ts';
import type { AuthEvent } from './events/auth-event.ts';
import { event, outage } from './visit.fixture.ts';

let signer: Signer;
beforeAll(async () => {
  signer = await createSigner('k');
});

function observedProxy() {
  const events: AuthEvent[] = [];
  const proxy = acmeProxy('platform', {
    jwtKey: signer.pem,
    outage,
    onEvent: (each) => events.push(each),
  });
  const visit = (cookie: string, headers: Record<string, string> = { 'sec-fetch-dest': 'document' }) =>
    proxy(
      new NextRequest(`${PLATFORM}/dashboard`, {
        headers: { host: 'platform.acme.localhost:3000', cookie, ...headers },
      }),
      event,
    );
  return { events, visit };
}

const tokenWith = (custom: object, sub = 'user_1') =>
  signToken(signer, localClaims({ sub, sid: `sess_${sub}`, ...custom }));
const live = () => `__client_uat=${nowSeconds() - 20}`;

describe('a token that a browser drops because of its size', () => {
  test('is detected by session sync, which gets the name of the cookie to report it', async () => {
    const { visit } = observedProxy();
    const html = await (await visit(live())).text();
    expect(html).toContain('data-size-cookie="__sso_token_size"');
    expect(html).toContain('MAX_COOKIE_BYTES = 4096');
  });

  test('ends the sync on a page that names the fix, and is reported once, without a session', async () => {
    const { events, visit } = observedProxy();
    for (let request = 0; request < 3; request += 1) {
      const response = await visit(`${live()}; __sso_token_size=4700`);
      expect(response.status).toBe(503);
      expect(response.headers.get('x-sso-reason')).toBe('token_too_large');
      const html = await response.text();
      expect(html).toContain('Customize session token');
      expect(html).not.toContain('getToken');
    }
    expect(events).toEqual([
      {
        name: 'auth.token_size',
        app: 'platform',
        reason: 'token_too_large',
        azp: null,
        session: null,
        suppressed: 0,
      },
    ]);
  });

  test('is a problem for a call, which no new token fixes', async () => {
    const { visit } = observedProxy();
    const response = await visit(`${live()}; __sso_token_size=4700`, { 'sec-fetch-dest': 'empty' });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'token_too_large' });
  });

  test.each(['', '0', '12', 'x', '4700; x', '-4700', '<b>4700</b>', '9'.repeat(400)])(
    'is ignored when the cookie holds no size (%s)',
    async (size) => {
      const { events, visit } = observedProxy();
      const response = await visit(`${live()}; __sso_token_size=${encodeURIComponent(size)}`);
      expect(response.headers.get('x-sso-reason')).toContain('session_sync_needed');
      expect(events.map(({ name }) => name)).toEqual(['auth.sync']);
    },
  );

  test('changes nothing for an anonymous user, nor for a user whose token arrives', async () => {
    const { visit } = observedProxy();
    expect((await visit('__sso_token_size=4700')).headers.get('location')).toContain('/sign-in');
    const cookie = `__session=${await tokenWith({})}; ${live()}; __sso_token_size=4700`;
    expect((await visit(cookie)).headers.has('x-middleware-next')).toBe(true);
  });
});

describe('a token that does arrive', () => {
  test.each([
    { custom: { roles: 'x'.repeat(1_400), plan: 'pro' }, reason: 'token_near_limit' },
    { custom: { roles: 'x'.repeat(2_800), plan: 'pro' }, reason: 'token_too_large' },
  ])(
    'with $custom.roles.length bytes of claims passes and is reported once: $reason',
    async ({ custom, reason }) => {
      const { events, visit } = observedProxy();
      for (const user of ['user_1', 'user_2', 'user_3']) {
        const response = await visit(`__session=${await tokenWith(custom, user)}; ${live()}`);
        expect(response.headers.has('x-middleware-next')).toBe(true);
      }
      expect(events).toEqual([
        expect.objectContaining({ name: 'auth.token_size', reason, session: null, azp: null }),
      ]);
      expect(events[0]?.tokenSize?.largestClaims).toEqual(['roles', 'plan']);
      expect(JSON.stringify(events)).not.toContain('xxx');
    },
  );

  test('of usual size, or without a valid signature, is not reported', async () => {
    const { events, visit } = observedProxy();
    await visit(`__session=${await tokenWith({ plan: 'pro' })}; ${live()}`);
    await visit(`__session=${'x'.repeat(5_000)}; ${live()}`);
    expect(events.map(({ name }) => name)).toEqual(['auth.sync']);
  });
});
