import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSigner, sessionClaims, signToken } from './session-token.fixture.ts';
import {
  CUSTOM_CLAIMS_LIMIT_BYTES,
  measureTokenBudget,
  SESSION_COOKIE_LIMIT_BYTES,
  SESSION_COOKIE_NAME_BYTES,
} from './token-budget.ts';

const signer = createSigner('ins_2abcdefghijklmnopqrstuvwxyz');
const tokenWith = async (custom: object) => signToken(await signer, sessionClaims({ ...custom }));

describe('a signed token', () => {
  test('counts as its cookie: the name with its suffix, and every byte of the token', async () => {
    const token = await tokenWith({});
    expect(measureTokenBudget(token)).toEqual({
      status: 'ok',
      cookieBytes: SESSION_COOKIE_NAME_BYTES + token.length,
      customClaimsBytes: 0,
      remainingBytes: SESSION_COOKIE_LIMIT_BYTES - SESSION_COOKIE_NAME_BYTES - token.length,
      largestClaims: [],
    });
  });

  test.each([
    { name: 'little', custom: { locale: 'de' }, status: 'ok' },
    { name: 'as much as Clerk advises', custom: { text: 'x'.repeat(1_190) }, status: 'ok' },
    { name: 'a byte more than Clerk advises', custom: { text: 'x'.repeat(1_192) }, status: 'near' },
    { name: 'nearly the whole cookie', custom: { text: 'x'.repeat(2_200) }, status: 'near' },
    { name: 'more than the cookie', custom: { text: 'x'.repeat(2_600) }, status: 'over' },
  ] as const)('with custom claims of $name is $status', async ({ custom, status }) => {
    const budget = measureTokenBudget(await tokenWith(custom));
    expect(budget.status).toBe(status);
    expect(budget.remainingBytes < 0).toBe(status === 'over');
    expect(budget.customClaimsBytes > CUSTOM_CLAIMS_LIMIT_BYTES).toBe(status !== 'ok');
  });

  test("Clerk's own claims can reach the limit as well: permissions of an organization", async () => {
    const budget = measureTokenBudget(await tokenWith({ org_permissions: ['org:long:name'.repeat(180)] }));
    expect(budget).toMatchObject({ status: 'near', customClaimsBytes: 0, largestClaims: [] });
  });

  test('names the five largest custom claims, without their values', async () => {
    const custom = {
      a: 1,
      b: 'x'.repeat(50),
      c: ['ä'.repeat(40)],
      d: {},
      e: null,
      f: 'yy',
      metadata: { g: 7 },
    };
    expect(measureTokenBudget(await tokenWith(custom)).largestClaims).toEqual([
      { name: 'c', bytes: 89 },
      { name: 'b', bytes: 57 },
      { name: 'metadata', bytes: 19 },
      { name: 'e', bytes: 9 },
      { name: 'f', bytes: 9 },
    ]);
  });
});

describe('claims without a token', () => {
  test.each([{}, { locale: 'de' }, { text: 'ü'.repeat(700) }])(
    'are as long as the token that Clerk will sign (%#)',
    async (custom) => {
      const claims = sessionClaims({ ...custom, jti: '0123456789abcdef0123' });
      const token = await signToken(await signer, claims);
      const organization = base64Length(',"o":{"id":"","rol":"admin","slg":"acme-corporation"}') + 42;
      const difference = measureTokenBudget(claims).cookieBytes - SESSION_COOKIE_NAME_BYTES - token.length;
      // What is missing is counted as usual: here an organization and the ages of the factors.
      expect(difference).toBeGreaterThan(0);
      expect(difference).toBeLessThan(organization + 40);
    },
  );

  test('count the same when only the custom ones are given', () => {
    const custom = { text: 'x'.repeat(2_600) };
    expect(measureTokenBudget(custom).status).toBe('over');
    expect(measureTokenBudget({ text: 'x' }).status).toBe('ok');
  });

  test('from the SDK count without the text of the token that it keeps beside them', () => {
    const claims = sessionClaims({ locale: 'de' });
    expect(measureTokenBudget({ ...claims, __raw: 'x'.repeat(4_000) })).toEqual(measureTokenBudget(claims));
  });

  test('that JSON cannot hold are refused', () => {
    expect(() => measureTokenBudget({ big: 1n })).toThrow(TypeError);
  });
});

test('any text is measured, by its length where it is no token', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ minLength: 4_000, maxLength: 4_200 })), (text) => {
      const { cookieBytes, status } = measureTokenBudget(text);
      expect(cookieBytes).toBe(SESSION_COOKIE_NAME_BYTES + Buffer.byteLength(text));
      expect(status === 'over').toBe(cookieBytes > SESSION_COOKIE_LIMIT_BYTES);
    }),
  );
});

function base64Length(text: string): number {
  return Math.ceil((text.length * 4) / 3);
}
