import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildTotpUri,
  findTotpStep,
  isTotpSecret,
  keepRecentSteps,
  newTotpSecret,
  totpCodeOf,
  totpStepAt,
} from './totp.ts';

/** "12345678901234567890" of RFC 6238, appendix B, in base32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

// The RFC's table shows eight digits; six-digit codes are their last six.
test.each([
  { seconds: 59, code: '287082' },
  { seconds: 1_111_111_109, code: '081804' },
  { seconds: 1_111_111_111, code: '050471' },
  { seconds: 1_234_567_890, code: '005924' },
  { seconds: 2_000_000_000, code: '279037' },
  { seconds: 20_000_000_000, code: '353130' },
])('RFC 6238 appendix B: at $seconds s the code is $code', ({ seconds, code }) => {
  expect(totpCodeOf(RFC_SECRET, totpStepAt(seconds * 1000))).toBe(code);
});

describe('a code is accepted during its own step, the one before and the one after', () => {
  const step = totpStepAt(1_800_000_000_000);
  const atMs = step * 30_000 + 12_345;
  test.each([
    { offset: -2, found: undefined },
    { offset: -1, found: step - 1 },
    { offset: 0, found: step },
    { offset: 1, found: step + 1 },
    { offset: 2, found: undefined },
  ])('a code of step $offset', ({ offset, found }) => {
    expect(findTotpStep(RFC_SECRET, totpCodeOf(RFC_SECRET, step + offset), atMs)).toBe(found);
  });
});

test('for any time and secret the code that is shown is accepted', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (atMs) => {
      const secret = newTotpSecret();
      const step = totpStepAt(atMs);
      const code = totpCodeOf(secret, step);
      expect(findTotpStep(secret, `${code.slice(0, 3)} ${code.slice(3)}`, atMs)).toBe(step);
    }),
    { numRuns: 50 },
  );
});

test('for any input no code of another length is accepted, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      const found = findTotpStep(RFC_SECRET, text, 1_800_000_000_000);
      expect(found === undefined || /^\d{6}$/.test(text.replaceAll(' ', ''))).toBe(true);
    }),
  );
});

test('the QR code contains issuer and account', () => {
  expect(buildTotpUri(RFC_SECRET, { issuer: 'Acme', label: 'ada@acme.test' })).toBe(
    `otpauth://totp/Acme:ada%40acme.test?issuer=Acme&secret=${RFC_SECRET}&algorithm=SHA1&digits=6&period=30`,
  );
});

test('used steps are stored while their codes are accepted', () => {
  const step = totpStepAt(1_800_000_000_000);
  expect(keepRecentSteps([step - 3, step - 2, step - 1, step], 1_800_000_000_000)).toEqual([step - 1, step]);
});

test.each([
  { text: RFC_SECRET, is: true },
  { text: 'GEZDGNBVGY3TQOJ', is: false },
  { text: '1EZDGNBVGY3TQOJQ', is: false },
  { text: '', is: false },
])('"$text" is a secret: $is', ({ text, is }) => {
  expect(isTotpSecret(text)).toBe(is);
});
