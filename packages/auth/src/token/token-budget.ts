import { decodeUnverified } from './unverified-claims.ts';

/**
 * Bytes of name and value that a browser keeps in one cookie; attributes are not counted. A browser drops a longer cookie
 * silently, and the next request then comes without a session token.
 *
 * @source RFC 6265bis section 5.6, step 7; Clerk docs "Session tokens" (size limitations).
 */
export const SESSION_COOKIE_LIMIT_BYTES = 4096;

/** The suffix is eight characters of a hash; clerk-js also writes the token under the shorter name without it. */
export const SESSION_COOKIE_NAME_BYTES = '__session_12345678'.length;

/**
 * Bytes of JSON that custom claims may take, so that Clerk's own claims still fit beside them.
 *
 * @source Clerk docs "Customize your session token": about 1.2 KB.
 */
export const CUSTOM_CLAIMS_LIMIT_BYTES = 1200;

/** Bytes left in the cookie below which a few more organization permissions would exceed the limit. */
const NEAR_BYTES = 400;

/** How many claims are listed. */
const MAX_NAMED = 5;

export interface TokenBudget {
  /** `over`: browsers drop the cookie. `near`: custom claims exceed their limit, or little room is left. */
  readonly status: 'ok' | 'near' | 'over';
  /** Bytes of the longest session cookie: its name with the instance's suffix, and the token. */
  readonly cookieBytes: number;
  /** Bytes of the custom claims as JSON. In the cookie they take a third more. */
  readonly customClaimsBytes: number;
  /** Bytes of the cookie that are left; negative when it is over. */
  readonly remainingBytes: number;
  /** Custom claims, the largest first, at most five. Bytes as JSON, with the name. */
  readonly largestClaims: readonly { readonly name: string; readonly bytes: number }[];
}

/**
 * Measures how much of its cookie a session token takes. Pure, so that a team can use it in its own tests.
 *
 * @param session A session token, or claims: those of a token, or only the custom ones. Missing claims of Clerk's own, header
 *   and signature are then counted with their usual length. Nothing is verified. Text that is no token counts with its
 *   length only.
 * @throws {TypeError} Claims that JSON cannot hold: a cycle, a BigInt.
 * @source `@clerk/shared` 4.36.0 `getSuffixedCookieName`; RFC 7515 section 7.1 (compact form).
 * @example expect(measureTokenBudget({ features: listOfFeatures }).status).toBe('ok');
 */
export function measureTokenBudget(session: string | object): TokenBudget {
  const claims = typeof session === 'string' ? (decodeUnverified(session)?.payload ?? {}) : session;
  const tokenBytes = typeof session === 'string' ? bytesOf(session) : estimateTokenBytes(session);
  const cookieBytes = SESSION_COOKIE_NAME_BYTES + tokenBytes;
  const custom = Object.entries(claims)
    .filter(([name]) => !CLERK_CLAIMS.has(name))
    .map(([name, value]) => ({ name, bytes: bytesOfMember(name, value) }))
    .filter(({ bytes }) => bytes > 0)
    .sort((one, other) => other.bytes - one.bytes);
  const customClaimsBytes = custom.reduce((sum, { bytes }) => sum + bytes, 0);
  const remainingBytes = SESSION_COOKIE_LIMIT_BYTES - cookieBytes;
  const isNear = remainingBytes < NEAR_BYTES || customClaimsBytes > CUSTOM_CLAIMS_LIMIT_BYTES;
  return {
    status: remainingBytes < 0 ? 'over' : isNear ? 'near' : 'ok',
    cookieBytes,
    customClaimsBytes,
    remainingBytes,
    largestClaims: custom.slice(0, MAX_NAMED),
  };
}

/** RS256 with a key of 2,048 bits, in base64url. */
const SIGNATURE_BYTES = 342;

/** As long as Clerk's ids: a prefix and 27 characters. */
const sampleId = (prefix: string) => prefix.padEnd(prefix.length + 27, 'x');

const SAMPLE_HEADER = { alg: 'RS256', cat: 'cl_B7d4PD111AAA', kid: sampleId('ins_'), typ: 'JWT' };

const SAMPLE_CLAIMS = {
  azp: 'https://platform.acme.example',
  exp: 1_800_000_060,
  fva: [0, -1],
  iat: 1_800_000_000,
  iss: 'https://clerk.acme.example',
  jti: '0123456789abcdef0123',
  nbf: 1_799_999_990,
  o: { id: sampleId('org_'), rol: 'admin', slg: 'acme-corporation' },
  sid: sampleId('sess_'),
  sts: 'active',
  sub: sampleId('user_'),
  v: 2,
};

/** Clerk's own claims, of either version. @source `@clerk/shared` 4.36.0 `JwtPayload`; Clerk docs "Session tokens". */
const CLERK_CLAIMS: ReadonlySet<string> = new Set([
  ...Object.keys(SAMPLE_CLAIMS),
  ...['act', 'aud', 'fea', 'pla', 'org_id', 'org_slug', 'org_role', 'org_permissions', '__raw'],
]);

function estimateTokenBytes(claims: object): number {
  const payload = Object.fromEntries(Object.entries(claims).filter(([name]) => name !== '__raw'));
  const parts = [SAMPLE_HEADER, { ...SAMPLE_CLAIMS, ...payload }].map(base64Bytes);
  return parts.reduce((sum, bytes) => sum + bytes + '.'.length, SIGNATURE_BYTES);
}

/** Without padding. */
function base64Bytes(value: object): number {
  return Math.ceil((bytesOf(JSON.stringify(value)) * 4) / 3);
}

/** Bytes of `"name":value` and the comma; 0 for a value that JSON leaves out. */
function bytesOfMember(name: string, value: unknown): number {
  const text = JSON.stringify({ [name]: value });
  return text === '{}' ? 0 : bytesOf(text) - 1;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
