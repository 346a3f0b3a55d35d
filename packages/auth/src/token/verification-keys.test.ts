import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  createSigner,
  ISSUER,
  nowSeconds,
  PLATFORM,
  type Signer,
  sessionClaims,
  signToken,
} from './session-token.fixture.ts';
import { createSessionVerifier } from './verify-session.ts';

/** Keys over HTTP, from a real server whose answer each test chooses. */

let [first, second]: Signer[] = [];
let server: Server;
let answer: { status: number; body: string };
let requests = 0;

beforeAll(async () => {
  [first, second] = await Promise.all([createSigner('ins_1'), createSigner('ins_2')]);
});
beforeEach(async () => {
  requests = 0;
  server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});

const publish = (...signers: (Signer | undefined)[]) => {
  answer = { status: 200, body: JSON.stringify({ keys: signers.map((signer) => signer?.jwk) }) };
};
const mint = (signer: Signer | undefined, header: object = {}) => {
  if (!signer) throw new Error('beforeAll makes the signers.');
  return signToken(signer, sessionClaims(), { ...header });
};
const verifier = () => {
  const { port } = server.address() as AddressInfo;
  const keys = { jwksUrl: `http://127.0.0.1:${port}/.well-known/jwks.json` };
  return createSessionVerifier({ issuers: [ISSUER], parties: [PLATFORM], keys, cacheSize: 0 });
};
const pass = (seconds: number) => vi.setSystemTime((nowSeconds() + seconds) * 1000);

test('keys are fetched once, and again after five minutes', async () => {
  publish(first);
  const verify = verifier();
  for (let call = 0; call < 3; call += 1) expect(await verify(await mint(first))).toMatchObject({ ok: true });
  expect(requests).toBe(1);
  pass(301);
  expect(await verify(await mint(first))).toMatchObject({ ok: true });
  expect(requests).toBe(2);
});

test('a rotated key is found within the cooldown, and unknown key ids cost one fetch each 30 s', async () => {
  publish(first);
  const verify = verifier();
  await verify(await mint(first));
  publish(first, second);
  for (let call = 0; call < 5; call += 1) {
    expect(await verify(await mint(second, { kid: `nobody_${call}` }))).toEqual({
      ok: false,
      fault: 'token_key_unknown',
    });
  }
  expect(requests).toBe(1);
  pass(31);
  expect(await verify(await mint(second))).toMatchObject({ ok: true });
  expect(requests).toBe(2);
  publish(second);
  pass(301);
  expect(await verify(await mint(first))).toEqual({ ok: false, fault: 'token_key_unknown' });
});

test.each([
  { name: 'an error', broken: { status: 500, body: '{}' } },
  { name: 'a page', broken: { status: 200, body: '<html>' } },
  { name: 'a redirect', broken: { status: 302, body: '' } },
  { name: 'no key set', broken: { status: 200, body: '{"keys":1}' } },
])('$name in place of the keys: unavailable, one try each 3 s, and then it works', async ({ broken }) => {
  answer = broken;
  const verify = verifier();
  for (let call = 0; call < 4; call += 1) {
    expect(await verify(await mint(first))).toEqual({ ok: false, fault: 'keys_unavailable' });
  }
  expect(requests).toBe(1);
  publish(first);
  pass(4);
  expect(await verify(await mint(first))).toMatchObject({ ok: true });
});

test('while the keys are unavailable, loaded keys still work', async () => {
  publish(first);
  const verify = verifier();
  await verify(await mint(first));
  answer = { status: 500, body: '' };
  pass(31);
  expect(await verify(await mint(second))).toEqual({ ok: false, fault: 'keys_unavailable' });
  expect(await verify(await mint(first))).toMatchObject({ ok: true });
});

test.each([undefined, 7, ['ins_1']])('a token with kid %s names no key', async (kid) => {
  publish(first);
  expect(await verifier()(await mint(first, { kid }))).toEqual({ ok: false, fault: 'token_key_unknown' });
});
