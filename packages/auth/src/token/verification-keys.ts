import { createRemoteJWKSet, customFetch, errors, exportSPKI, importSPKI } from 'jose';
import { AuthConfigError } from '../errors.ts';

/**
 * `jwtKey`: the public key of a Clerk instance, SPKI PEM (`CLERK_JWT_KEY`). Nothing is fetched, and a key rotation needs a new
 * value. `jwksUrl`: its JWKS, `https://<frontend API>/.well-known/jwks.json`. It is fetched when first needed, kept 5 minutes,
 * and fetched again for an unknown key id at most once in 30 s.
 */
export type VerificationKeys = { readonly jwtKey: string } | { readonly jwksUrl: string };

/** Finds the key whose id the header of a token names. Never rejects. */
export type KeySource = (kid: unknown) => Promise<CryptoKey | 'token_key_unknown' | 'keys_unavailable'>;

/**
 * Makes a source of imported keys, each imported once within its lifetime.
 * A JWKS that did not load is not fetched again for 3 s, so that no client can make this process call Clerk at will.
 *
 * @param nowMs Unix milliseconds.
 * @throws {AuthConfigError} `invalid_verification_keys`: no RSA public key, or no https URL (http only for loopback and `.localhost`).
 * @source Clerk docs "Manual JWT verification"; RFC 7517 section 5; `jose` 6.2.17 `createRemoteJWKSet`.
 */
export function createKeySource(keys: VerificationKeys, nowMs: () => number): KeySource {
  if ('jwtKey' in keys) return fixedKey(keys.jwtKey);
  return createPublishedKeys({ url: keys.jwksUrl }, nowMs).findKey;
}

const MAX_AGE_MS = 300_000;
const COOLDOWN_MS = 30_000;
const PAUSE_MS = 3000;
const TIMEOUT_MS = 3000;

function fixedKey(jwtKey: string): KeySource {
  const pem = normalizePem(jwtKey);
  // Only the finished key is shared: in a worker, one request must not wait for a promise of another one.
  let key: CryptoKey | undefined;
  return async () => {
    try {
      key ??= await importSPKI(pem, 'RS256');
      return key;
    } catch {
      return 'keys_unavailable';
    }
  };
}

/** The keys that a Clerk instance publishes, fetched when first needed. */
export interface PublishedKeys {
  readonly findKey: KeySource;
  /**
   * The key with this id in the only form that Clerk's SDK receives keys in.
   *
   * @returns PEM; undefined: there is no such key, or the SDK could not read it.
   * @source `@clerk/backend` 3.20.1 `loadClerkJwkFromPem`: RSA of 2,048 bits with the exponent 65,537.
   */
  pemOf(kid: unknown): Promise<string | undefined>;
  /** Whether the last answer was that the secret key in `authorization` is not accepted. */
  isRefused(): boolean;
}

/**
 * Makes a source of the keys that a Clerk instance publishes. Whatever clients send: one fetch at a time, one for unknown ids in 30 s,
 * and one in 3 s while none succeeds.
 *
 * @param place `authorization`: header for the Backend API; the Frontend API needs none.
 * @throws {AuthConfigError} `invalid_verification_keys`, as `createKeySource` does.
 */
export function createPublishedKeys(
  { url, authorization }: { readonly url: string; readonly authorization?: string },
  nowMs: () => number,
): PublishedKeys {
  let pausedUntilMs = 0;
  let isRefused = false;
  const pems = new WeakMap<CryptoKey, string>();
  const keySet = createRemoteJWKSet(parseJwksUrl(url), {
    cacheMaxAge: MAX_AGE_MS,
    cooldownDuration: COOLDOWN_MS,
    timeoutDuration: TIMEOUT_MS,
    ...(authorization === undefined ? {} : { headers: { authorization } }),
    [customFetch]: async (address, init) => {
      if (nowMs() < pausedUntilMs) throw new Error('The JWKS did not load within the last seconds.');
      const response = await fetch(address, init);
      isRefused = response.status === 401;
      return response;
    },
  });
  const findKey: KeySource = async (kid) => {
    if (typeof kid !== 'string') return 'token_key_unknown';
    try {
      return await keySet({ alg: 'RS256', kid });
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
        return 'token_key_unknown';
      }
      if (nowMs() >= pausedUntilMs) pausedUntilMs = nowMs() + PAUSE_MS;
      return 'keys_unavailable';
    }
  };
  return {
    findKey,
    isRefused: () => isRefused,
    async pemOf(kid) {
      const key = await findKey(kid);
      if (typeof key === 'string') return undefined;
      const pem = pems.get(key) ?? (await exportSPKI(key));
      pems.set(key, pem);
      return pem.includes(PEM_OF_CLERK) ? pem : undefined;
    },
  };
}

/** How the Base64 of an RSA key of 2,048 bits begins. */
const PEM_OF_CLERK = '\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA';

/** Dashboards that store one line drop the line breaks or keep them as `\n`; the base64 text between them is enough. */
function normalizePem(value: string): string {
  const base64 = value.replaceAll('\\n', '\n').replace(/-----[^-]+-----|\s/g, '');
  if (!isRsaKey(base64)) {
    throw new AuthConfigError('invalid_verification_keys', 'jwtKey is not an RSA public key in PEM form.');
  }
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----`;
}

/** Checks only the kind of key, so that a wrong value fails at start and not with the first request. */
function isRsaKey(base64: string): boolean {
  try {
    return atob(base64).includes(RSA_ENCRYPTION);
  } catch {
    return false;
  }
}

/** DER of the object identifier 1.2.840.113549.1.1.1. @source RFC 8017 appendix A.1. */
const RSA_ENCRYPTION = '\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01';

function parseJwksUrl(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isLocal = /^(127\.0\.0\.1|\[::1\]|localhost|[a-z0-9.-]+\.localhost)$/.test(url?.hostname ?? '');
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url;
  throw new AuthConfigError('invalid_verification_keys', `jwksUrl is ${JSON.stringify(value)}.`);
}
