import { decodeUnverified } from './session-token.ts';

/**
 * Bytes of name and value that a browser keeps in one cookie; attributes are not counted. A longer one is dropped without a
 * word, and the next request then comes with no session token at all.
 *
 * @source RFC 6265bis section 5.6, step 7; Clerk docs "Session tokens" (size limitations).
 */
export const SESSION_COOKIE_LIMIT_BYTES = 4096;

/** The suffix is eight characters of a hash; clerk-js writes the token under the name without it, too. */
export const SESSION_COOKIE_NAME_BYTES = '__session_12345678'.length;

/**
 * Bytes that custom claims may take, as JSON, so that Clerk's own claims still find room beside them.
 *
 * @source Clerk docs "Customize your session token": about 1.2 KB.
 */
export const CUSTOM_CLAIMS_LIMIT_BYTES = 1200;

/** Room of the cookie, bytes, below which a few more organization permissions would end it. */
const NEAR_BYTES = 400;

/** How many claims are named. */
const MAX_NAMED = 5;

export interface TokenBudget {
  /** `over`: browsers drop the cookie. `near`: custom claims exceed their limit, or little room is left. */
  readonly verdict: 'ok' | 'near' | 'over';
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
 * Measures what a session token takes of the cookie it has to fit into. Pure: for a team's own tests, too.
 *
 * @param session A session token, or claims: those of a token, or only the custom ones; what is missing of Clerk's own is
 *   then counted at its usual length, and so are header and signature. Nothing is verified. Text that is no token counts
 *   with its length only.
 * @throws {TypeError} Claims that JSON cannot hold: a cycle, a BigInt.
 * @source `@clerk/shared` 4.36.0 `getSuffixedCookieName`; RFC 7515 section 7.1 (compact form).
 * @example expect(measureTokenBudget({ features: listOfFeatures }).verdict).toBe('ok');
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
    verdict: remainingBytes < 0 ? 'over' : isNear ? 'near' : 'ok',
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

/** Claims that are Clerk's own, of either version. @source `@clerk/shared` 4.36.0 `JwtPayload`; Clerk docs "Session tokens". */
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

/** `"name":value`, and the comma; 0 for what JSON leaves out. */
function bytesOfMember(name: string, value: unknown): number {
  const text = JSON.stringify({ [name]: value });
  return text === '{}' ? 0 : bytesOf(text) - 1;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
