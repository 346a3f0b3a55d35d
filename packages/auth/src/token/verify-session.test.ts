import { verifyToken } from '@clerk/nextjs/server';
import fc from 'fast-check';
import { CompactSign } from 'jose';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TokenFault } from '../reasons.ts';
import {
  createSigner,
  encodePart,
  ISSUER,
  nowSeconds,
  PLATFORM,
  type Signer,
  sessionClaims,
  signRaw,
  signToken,
} from './session-token.fixture.ts';
import { createSessionVerifier, type SessionVerifierOptions } from './verify-session.ts';

let clerk: Signer;
let otherInstance: Signer;
beforeAll(async () => {
  [clerk, otherInstance] = await Promise.all([createSigner('ins_1'), createSigner('ins_1')]);
});
afterEach(() => void vi.restoreAllMocks());

const verifier = (change: Partial<SessionVerifierOptions> = {}) =>
  createSessionVerifier({ issuers: [ISSUER], parties: [PLATFORM], keys: { jwtKey: clerk.pem }, ...change });

const minted = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) =>
  signToken(clerk, sessionClaims(claims), header);

interface Case {
  readonly name: string;
  readonly token: () => string | Promise<string>;
  readonly fault: TokenFault | null;
  /** The SDK alone would accept it: this verifier is stricter on purpose. */
  readonly sdkAccepts?: true;
}

const CASES: readonly Case[] = [
  { name: 'a new token', token: () => minted(), fault: null },
  { name: 'a token without a category', token: () => minted({}, { cat: undefined }), fault: null },
  { name: 'a token without typ', token: () => minted({}, { typ: undefined }), fault: null },
  { name: 'a token of version 1', token: () => minted({ v: undefined, sts: undefined }), fault: null },
  { name: 'custom claims', token: () => minted({ role: 'x', meta: { a: [1] } }), fault: null },
  { name: 'Clerk 4 s ahead', token: () => minted({ iat: nowSeconds() + 4 }), fault: null },
  { name: 'expired 4 s ago', token: () => minted({ exp: nowSeconds() - 4 }), fault: null },
  { name: 'no nbf', token: () => minted({ nbf: undefined }), fault: null },
  { name: 'nothing', token: () => '', fault: 'token_missing' },
  { name: 'garbage', token: () => 'garbage', fault: 'token_malformed' },
  { name: 'three garbage parts', token: () => 'a.b.c', fault: 'token_malformed' },
  { name: 'only dots', token: () => '..', fault: 'token_malformed' },
  { name: 'five parts', token: async () => `${await minted()}.a.b`, fault: 'token_malformed' },
  { name: 'one million characters', token: () => 'x'.repeat(1_000_000), fault: 'token_malformed' },
  {
    name: 'one million characters in three parts',
    token: async () => `${await minted()}${'A'.repeat(1_000_000)}`,
    fault: 'token_malformed',
  },
  { name: 'a payload of null', token: () => signRaw(clerk, HEADER, null), fault: 'token_malformed' },
  { name: 'a payload that is a list', token: () => signRaw(clerk, HEADER, [1]), fault: 'token_malformed' },
  { name: 'a payload that is text', token: () => signRaw(clerk, HEADER, 'x'), fault: 'token_malformed' },
  { name: 'a payload that is no JSON', token: () => signText('not json'), fault: 'token_malformed' },
  { name: 'a header of null', token: () => signRaw(clerk, null, sessionClaims()), fault: 'token_malformed' },
  {
    name: 'a truncated token',
    token: async () => (await minted()).slice(0, -22),
    fault: 'token_signature_invalid',
  },
  {
    name: 'a changed payload',
    token: () => withPayload({ sub: 'user_2' }),
    fault: 'token_signature_invalid',
  },
  {
    name: 'a critical extension',
    token: () => signRaw(clerk, { ...HEADER, crit: ['x'], x: 1 }, sessionClaims()),
    fault: 'token_malformed',
    sdkAccepts: true,
  },
  {
    name: 'an unencoded payload',
    token: () => signRaw(clerk, { ...HEADER, crit: ['b64'], b64: false }, sessionClaims()),
    fault: 'token_malformed',
    sdkAccepts: true,
  },
  { name: 'alg none', token: () => unsigned({ alg: 'none' }), fault: 'token_algorithm_refused' },
  { name: 'alg in another case', token: () => unsigned({ alg: 'rs256' }), fault: 'token_algorithm_refused' },
  { name: 'alg that is a list', token: () => unsigned({ alg: ['RS256'] }), fault: 'token_algorithm_refused' },
  {
    name: 'HS256 with the public key as secret',
    token: () => signWithPublicKey(),
    fault: 'token_algorithm_refused',
  },
  { name: 'RS512', token: () => unsigned({ alg: 'RS512' }), fault: 'token_algorithm_refused' },
  {
    name: 'a key of its own in the header',
    token: () => signToken(otherInstance, sessionClaims(), { jwk: otherInstance.jwk }),
    fault: 'token_signature_invalid',
  },
  {
    name: 'a key of another instance',
    token: () => signToken(otherInstance),
    fault: 'token_signature_invalid',
  },
  { name: 'an OAuth access token', token: () => minted({}, { typ: 'at+jwt' }), fault: 'token_type_refused' },
  {
    name: 'a JWT-template token',
    token: () => minted({}, { cat: 'cl_B7d4PD222AAA' }),
    fault: 'token_type_refused',
    sdkAccepts: true,
  },
  {
    name: 'an M2M token, by its header',
    token: () => minted({}, { cat: 'cl_B7d4PD333AAA' }),
    fault: 'token_type_refused',
  },
  {
    name: 'an M2M token, by its subject',
    token: () => minted({ sub: 'mch_1' }, { cat: undefined }),
    fault: 'token_type_refused',
    sdkAccepts: true,
  },
  { name: 'no subject', token: () => minted({ sub: undefined }), fault: 'token_type_refused' },
  { name: 'no session', token: () => minted({ sid: undefined }), fault: 'token_type_refused' },
  { name: 'a session id that is a number', token: () => minted({ sid: 1 }), fault: 'token_type_refused' },
  {
    name: 'another issuer',
    token: () => minted({ iss: 'https://clerk.other.example' }),
    fault: 'token_issuer_foreign',
  },
  {
    name: 'an issuer that begins like the right one',
    token: () => minted({ iss: `${ISSUER}.evil.test` }),
    fault: 'token_issuer_foreign',
  },
  { name: 'no issuer', token: () => minted({ iss: undefined }), fault: 'token_issuer_foreign' },
  { name: 'no azp', token: () => minted({ azp: undefined }), fault: 'azp_missing' },
  { name: 'an empty azp', token: () => minted({ azp: '' }), fault: 'azp_missing' },
  {
    name: "a sibling's azp",
    token: () => minted({ azp: 'https://docs.acme.example' }),
    fault: 'azp_foreign',
  },
  {
    name: 'an azp that begins like the right one',
    token: () => minted({ azp: `${PLATFORM}.evil.test` }),
    fault: 'azp_foreign',
  },
  { name: 'expired a minute ago', token: () => minted({ exp: nowSeconds() - 60 }), fault: 'token_expired' },
  { name: 'no exp', token: () => minted({ exp: undefined }), fault: 'token_malformed' },
  {
    name: 'an exp that is no finite number',
    token: () => signText(JSON.stringify(sessionClaims()).replace(/"exp":\d+/, '"exp":1e999')),
    fault: 'token_malformed',
    sdkAccepts: true,
  },
  {
    name: 'an exp that is text',
    token: () => signRaw(clerk, HEADER, sessionClaims({ exp: '9999999999' })),
    fault: 'token_malformed',
  },
  { name: 'no iat', token: () => minted({ iat: undefined }), fault: 'token_malformed', sdkAccepts: true },
  {
    name: 'Clerk 30 s ahead',
    token: () => minted({ nbf: nowSeconds() + 20, iat: nowSeconds() + 30 }),
    fault: 'token_not_active_yet',
  },
  {
    name: 'issued in the future',
    token: () => minted({ iat: nowSeconds() + 40 }),
    fault: 'token_issued_in_future',
  },
  {
    name: 'a pending session',
    token: () => minted({ sts: 'pending' }),
    fault: 'token_pending',
    sdkAccepts: true,
  },
];

const HEADER = { alg: 'RS256', kid: 'ins_1', typ: 'JWT' };
const unsigned = (header: object) =>
  `${encodePart({ ...HEADER, ...header })}.${encodePart(sessionClaims())}.AAAA`;
const signText = (text: string) =>
  new CompactSign(new TextEncoder().encode(text)).setProtectedHeader(HEADER).sign(clerk.privateKey);
const signWithPublicKey = () =>
  signToken({ kid: 'ins_1', privateKey: new TextEncoder().encode(clerk.pem) as never }, sessionClaims(), {
    alg: 'HS256',
  });
const withPayload = async (change: object) => {
  const [header, , signature] = (await minted()).split('.');
  return [header, encodePart({ ...sessionClaims(), ...change }), signature].join('.');
};

describe('each token', () => {
  test.each(CASES)('$name: $fault', async ({ token, fault }) => {
    const result = await verifier()(await token());
    expect(result).toEqual(fault ? { ok: false, fault } : { ok: true, claims: expect.anything() });
  });

  test.each(CASES)('$name: Clerk’s SDK and a check of issuer and session agree', async (entry) => {
    expect(await acceptedBySdk(await entry.token())).toBe(entry.fault === null || entry.sdkAccepts === true);
  });

  test.each([undefined, null, 7, {}, []])('%s, from a caller without types, is no token', async (value) => {
    expect(await verifier()(value as never)).toEqual({ ok: false, fault: 'token_missing' });
  });

  test('a pending session is accepted with acceptPending', async () => {
    const result = await verifier({ acceptPending: true })(await minted({ sts: 'pending' }));
    expect(result).toMatchObject({ ok: true, claims: { sts: 'pending', sub: 'user_1' } });
  });

  test('the tolerance is the configured one', async () => {
    const token = await minted({ exp: nowSeconds() - 20 });
    expect(await verifier({ clockToleranceSeconds: 30 })(token)).toMatchObject({ ok: true });
    expect(await verifier({ clockToleranceSeconds: 0 })(token)).toMatchObject({ fault: 'token_expired' });
  });
});

/** The SDK alone checks neither the issuer nor that there is a session. */
async function acceptedBySdk(token: string): Promise<boolean> {
  try {
    const { iss, sid } = await verifyToken(token, { jwtKey: clerk.pem, authorizedParties: [PLATFORM] });
    return iss === ISSUER && typeof sid === 'string';
  } catch {
    return false;
  }
}

describe('any text', () => {
  test('is refused with a code, and never throws', async () => {
    const verify = verifier();
    const part = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.jsonValue().map(encodePart),
      fc
        .record({ alg: fc.constantFrom('RS256', 'none', 'HS256'), kid: fc.jsonValue(), crit: fc.jsonValue() })
        .map(encodePart),
    );
    const token = fc.oneof(
      fc.string(),
      fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(token, async (text) => {
        expect(await verify(text)).toEqual({ ok: false, fault: expect.stringMatching(/^(token|azp)_/) });
      }),
    );
  });

  test('a valid token with any one character changed is refused', async () => {
    const token = await minted();
    const verify = verifier();
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 2), fc.constantFrom(...'Ab0-_.'), async (at, character) => {
        fc.pre(token[at] !== character);
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        expect(await verify(changed)).toMatchObject({ ok: false });
      }),
      { numRuns: 60 },
    );
  });

  test('signed claims of any shape are accepted only with the right party, issuer, session and times', async () => {
    const odd = fc.jsonValue();
    const claims = fc.record(
      { sub: odd, sid: odd, iss: odd, azp: odd, exp: odd, nbf: odd, iat: odd, sts: odd },
      { requiredKeys: [] },
    );
    const verify = verifier();
    await fc.assert(
      fc.asyncProperty(claims, async (change) => {
        const result = await verify(await signRaw(clerk, HEADER, { ...sessionClaims(), ...change }));
        if (!result.ok) return;
        const { sub, sid, iss, azp, exp, iat } = result.claims;
        expect([iss, azp, typeof sub, typeof sid, typeof iat]).toEqual([
          ISSUER,
          PLATFORM,
          'string',
          'string',
          'number',
        ]);
        expect(exp).toBeGreaterThan(nowSeconds() - 6);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a token verified before', () => {
  test('costs no cryptography, and gives the same frozen claims', async () => {
    const verify = verifier();
    const token = await minted({ meta: { list: [1] } });
    const first = await verify(token);
    const cryptography = vi.spyOn(crypto.subtle, 'verify');
    expect(await verify(token)).toBe(first);
    expect(cryptography).not.toHaveBeenCalled();
    expect(() => {
      if (first.ok) (first.claims.meta as { list: number[] }).list.push(2);
    }).toThrow(TypeError);
  });

  test('is removed at its own exp, not at the end of the tolerance', async () => {
    let nowMs = Date.now();
    const token = await minted();
    const verify = verifier({ nowMs: () => nowMs });
    await verify(token);
    const cryptography = vi.spyOn(crypto.subtle, 'verify');
    const expiresAtMs = (nowSeconds() + 60) * 1000;
    nowMs = expiresAtMs - 2000;
    await verify(token);
    expect(cryptography).toHaveBeenCalledTimes(0);
    nowMs = expiresAtMs + 1;
    expect(await verify(token)).toMatchObject({ ok: true });
    expect(cryptography).toHaveBeenCalledTimes(1);
    nowMs = expiresAtMs + 7000;
    expect(await verify(token)).toEqual({ ok: false, fault: 'token_expired' });
  });

  test('is found by its whole text: the same claims with another signature are verified', async () => {
    const verify = verifier();
    const token = await minted();
    await verify(token);
    const forged = `${token.slice(0, token.lastIndexOf('.'))}.${'A'.repeat(342)}`;
    expect(await verify(forged)).toEqual({ ok: false, fault: 'token_signature_invalid' });
  });

  test('is removed for later ones, and is never kept with cacheSize 0', async () => {
    const [one, two] = [await minted({ sid: 'sess_a' }), await minted({ sid: 'sess_b' })];
    const cryptography = vi.spyOn(crypto.subtle, 'verify');
    const small = verifier({ cacheSize: 1 });
    for (const token of [one, two, one]) await small(token);
    expect(cryptography).toHaveBeenCalledTimes(3);
    const none = verifier({ cacheSize: 0 });
    for (const token of [one, one]) await none(token);
    expect(cryptography).toHaveBeenCalledTimes(5);
  });

  test('is never a refused one: those are verified each time', async () => {
    let nowMs = Date.now() - 60_000;
    const verify = verifier({ nowMs: () => nowMs });
    const token = await minted();
    expect(await verify(token)).toMatchObject({ ok: false });
    nowMs = Date.now();
    expect(await verify(token)).toMatchObject({ ok: true });
  });
});

describe('wrong configuration is found at start', () => {
  test.each<{ name: string; change: object; code: string }>([
    { name: 'no issuer', change: { issuers: [] }, code: 'empty_issuers' },
    { name: 'an empty issuer', change: { issuers: [''] }, code: 'empty_issuers' },
    { name: 'no party', change: { parties: [] }, code: 'empty_authorized_parties' },
    { name: 'a party with a path', change: { parties: [`${PLATFORM}/`] }, code: 'invalid_origin' },
    { name: 'a wildcard party', change: { parties: ['https://*.acme.example'] }, code: 'invalid_origin' },
    { name: 'an empty key', change: { keys: { jwtKey: '' } }, code: 'invalid_verification_keys' },
    { name: 'a secret key', change: { keys: { jwtKey: 'sk_live_abc' } }, code: 'invalid_verification_keys' },
    { name: 'no URL', change: { keys: { jwksUrl: 'clerk' } }, code: 'invalid_verification_keys' },
    {
      name: 'plain http',
      change: { keys: { jwksUrl: 'http://clerk.acme.example/j' } },
      code: 'invalid_verification_keys',
    },
    {
      name: 'a tolerance that is no number',
      change: { clockToleranceSeconds: Number.NaN },
      code: 'invalid_number',
    },
    {
      name: 'an endless tolerance',
      change: { clockToleranceSeconds: Number.POSITIVE_INFINITY },
      code: 'invalid_number',
    },
    { name: 'a negative cache', change: { cacheSize: -1 }, code: 'invalid_number' },
  ])('$name', ({ change, code }) => {
    expect(() => verifier(change)).toThrow(expect.objectContaining({ code }));
  });

  test('a key without line breaks, or with written ones, is read all the same', async () => {
    const token = await minted();
    for (const jwtKey of [clerk.pem.replaceAll('\n', ''), clerk.pem.replaceAll('\n', '\\n')]) {
      expect(await verifier({ keys: { jwtKey } })(token)).toMatchObject({ ok: true });
    }
  });
});
