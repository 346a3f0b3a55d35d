import { ACCOUNT_ORIGIN, PLATFORM_ORIGIN, TestBrowser } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import type { LocalClerk, LocalClerkOptions } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const DOCUMENTED = { azp: 'origin', lastActiveToken: 'fresh' };

function put({ url }: LocalClerk, body: unknown): Promise<Response> {
  return fetch(`${url}/__local/token-minting`, { method: 'PUT', body: JSON.stringify(body) });
}

async function read({ url }: LocalClerk): Promise<unknown> {
  return (await fetch(`${url}/__local/token-minting`)).json();
}

/** Ada, signed in on the account app, and the `azp` of the token that each way hands to the platform app. */
async function signInAda(clerk: LocalClerk) {
  const browser = new TestBrowser(clerk);
  await browser.signInAs('user_ada');
  const platform = new TestBrowser(clerk, { origin: PLATFORM_ORIGIN });
  // One browser has one cookie jar for every page.
  for (const { name, value } of browser.cookies.list())
    platform.cookies.store(new Headers({ 'set-cookie': `${name}=${value}` }));
  return {
    async azpOfHandshake() {
      const answer = await browser.navigate(
        `/v1/client/handshake?redirect_url=${encodeURIComponent(`${PLATFORM_ORIGIN}/`)}`,
      );
      const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('__clerk_handshake='));
      const { handshake } = decodeJwt<{ handshake: string[] }>(/=([^;]+)/.exec(cookie ?? '')?.[1] ?? '');
      const session = handshake.find((line) => line.startsWith('__session='));
      return decodeJwt(/=([^;]+)/.exec(session ?? '')?.[1] ?? '').azp;
    },
    async azpOfClient() {
      const { body } = await platform.get('/v1/client');
      return decodeJwt(body.response.sessions[0].last_active_token.jwt).azp;
    },
    azpOfCall: async () => decodeJwt(await browser.mintToken({ origin: PLATFORM_ORIGIN })).azp,
  };
}

test.each([
  {
    kind: 'as documented',
    settings: {},
    azp: { handshake: undefined, client: PLATFORM_ORIGIN, call: PLATFORM_ORIGIN },
  },
  {
    kind: 'azp on redirects',
    settings: { azp: 'redirect-origin' },
    azp: { handshake: PLATFORM_ORIGIN, client: PLATFORM_ORIGIN, call: PLATFORM_ORIGIN },
  },
  {
    kind: 'shared last_active_token',
    settings: { lastActiveToken: 'cached' },
    azp: { handshake: undefined, client: ACCOUNT_ORIGIN, call: PLATFORM_ORIGIN },
  },
  {
    kind: 'no azp at all',
    settings: { azp: 'never' },
    azp: { handshake: undefined, client: undefined, call: undefined },
  },
])('a running Clerk mints tokens $kind as soon as it is set', async ({ settings, azp }) => {
  const clerk = await startTestClerk();
  const answer = await put(clerk, settings);
  expect([answer.status, await answer.json()]).toEqual([200, { ...DOCUMENTED, ...settings }]);
  const ada = await signInAda(clerk);
  expect({
    handshake: await ada.azpOfHandshake(),
    client: await ada.azpOfClient(),
    call: await ada.azpOfCall(),
  }).toEqual(azp);
});

test('a change holds for a session that exists, and drops the token cached for it', async () => {
  const clerk = await startTestClerk();
  clerk.tokenMinting.set({ lastActiveToken: 'cached' });
  const ada = await signInAda(clerk);
  expect(await ada.azpOfClient()).toBe(ACCOUNT_ORIGIN);
  clerk.tokenMinting.set({});
  expect(await ada.azpOfClient()).toBe(PLATFORM_ORIGIN);
  clerk.tokenMinting.set({ lastActiveToken: 'cached' });
  expect(await ada.azpOfClient()).toBe(PLATFORM_ORIGIN);
});

test.each<{ name: string; end: (clerk: LocalClerk) => Promise<unknown> }>([
  { name: 'PUT {}', end: (clerk) => put(clerk, {}) },
  { name: 'reset()', end: (clerk) => clerk.reset() },
  { name: 'clear()', end: async (clerk) => clerk.tokenMinting.clear() },
])('$name goes back to the start options', async ({ end }) => {
  const start = { azp: 'redirect-origin', lastActiveToken: 'cached' } satisfies Partial<LocalClerkOptions>;
  const clerk = await startTestClerk(start);
  expect(await read(clerk)).toEqual(start);
  await put(clerk, { azp: 'never', lastActiveToken: 'fresh' });
  expect(await read(clerk)).toEqual({ azp: 'never', lastActiveToken: 'fresh' });
  await end(clerk);
  expect(await read(clerk)).toEqual(start);
});

test.each([{ azp: 'sometimes' }, { lastActiveToken: true }, { other: 1 }, []])(
  '%j is refused and changes nothing',
  async (body) => {
    const clerk = await startTestClerk();
    const answer = await put(clerk, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ code: 'token_minting_invalid' }] });
    expect(await read(clerk)).toEqual(DOCUMENTED);
  },
);
