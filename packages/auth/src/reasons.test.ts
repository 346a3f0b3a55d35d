import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatReasonHeader,
  hasReason,
  isReason,
  parseReasonHeader,
  REASON_HEADER,
  REASONS,
  type Reason,
  SYNC_FAILURES,
  TOKEN_FAULTS,
  type TokenFault,
  tokenFaultOfSdkReason,
} from './reasons.ts';

// Object.keys() widens to string[]; a literal has no other keys.
const reasons = Object.keys(REASONS) as Reason[];
const faults = Object.keys(TOKEN_FAULTS) as TokenFault[];

describe('the reason header', () => {
  test('what is formatted is parsed again, for every reason and fault', () => {
    for (const reason of reasons) {
      for (const fault of [null, ...faults]) {
        expect(parseReasonHeader(formatReasonHeader(reason, fault))).toEqual({ reason, fault });
      }
    }
  });

  test.each([
    { name: 'an absent header', value: null, expected: null },
    { name: 'an empty header', value: '', expected: null },
    { name: 'an unknown code', value: 'constructor', expected: null },
    {
      name: 'an unknown fault',
      value: 'session_sync_needed; fault=toString',
      expected: { reason: 'session_sync_needed', fault: null },
    },
    {
      name: 'other parameters and spaces',
      value: ' session_sync_needed ;v=2;  fault=azp_missing ',
      expected: { reason: 'session_sync_needed', fault: 'azp_missing' },
    },
  ])('$name is parsed as $expected', ({ value, expected }) => {
    expect(parseReasonHeader(value)).toEqual(expected);
  });

  test('no part of an unknown value is returned', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const parsed = parseReasonHeader(value);
        return (
          parsed === null ||
          (isReason(parsed.reason) && (parsed.fault === null || parsed.fault in TOKEN_FAULTS))
        );
      }),
    );
  });

  test('hasReason compares the whole code', () => {
    const headers = new Headers({ [REASON_HEADER]: 'session_sync_needed; fault=azp_missing' });
    expect(hasReason(headers, 'session_sync_needed')).toBe(true);
    expect(hasReason(headers, 'session_pending')).toBe(false);
    expect(hasReason(new Headers({ [REASON_HEADER]: 'token_rejected_later' }), 'token_rejected')).toBe(false);
    expect(hasReason(new Headers(), 'token_rejected')).toBe(false);
  });
});

test('no code is used in two of the tables: logs and links name it alone', () => {
  const codes = [...reasons, ...faults, ...Object.keys(SYNC_FAILURES)];
  expect(new Set(codes).size).toBe(codes.length);
});

test.each([
  { sdkReason: 'token-invalid-authorized-parties', azp: null, fault: 'azp_missing' },
  { sdkReason: 'token-invalid-authorized-parties', azp: 'https://evil.example', fault: 'azp_foreign' },
  { sdkReason: 'session-token-expired', azp: null, fault: 'token_expired' },
  { sdkReason: 'session-token-expired-refresh-missing-session', azp: null, fault: 'token_expired' },
  { sdkReason: 'client-uat-but-no-session-token', azp: null, fault: 'token_missing' },
  { sdkReason: 'session-token-iat-before-client-uat', azp: null, fault: 'token_outdated' },
  { sdkReason: 'dev-browser-missing', azp: null, fault: null },
  { sdkReason: 'constructor', azp: null, fault: null },
])("the SDK's $sdkReason with azp $azp is $fault", ({ sdkReason, azp, fault }) => {
  expect(tokenFaultOfSdkReason(sdkReason, azp)).toBe(fault);
});
