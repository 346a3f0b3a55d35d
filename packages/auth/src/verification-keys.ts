import { createRemoteJWKSet, customFetch, errors, importSPKI } from 'jose';
import { AuthConfigError } from './errors.ts';

/**
 * The public key of a Clerk instance, SPKI PEM (`CLERK_JWT_KEY`): nothing is ever fetched, and a key rotation needs a new
 * value. Or the URL of its JWKS, `https://<frontend API>/.well-known/jwks.json`: fetched when first needed, kept 5 minutes,
 * and fetched again for an unknown key id at most once in 30 s.
 */
export type VerificationKeys = { readonly jwtKey: string } | { readonly jwksUrl: string };

/** Finds the key that a token says it is signed with. Never rejects. */
export type KeySource = (kid: unknown) => Promise<CryptoKey | 'token_key_unknown' | 'keys_unavailable'>;

/**
 * Makes a source of imported keys, each imported once within its lifetime.
 * A JWKS that does not load is not asked for again for 3 s: no stranger can make this process call Clerk at will.
 *
 * @param nowMs Unix milliseconds.
 * @throws {AuthConfigError} `invalid_verification_keys`: no RSA public key, or no https URL (http is for this machine only).
 * @source Clerk docs "Manual JWT verification"; RFC 7517 section 5; `jose` 6.2.17 `createRemoteJWKSet`.
 */
export function createKeySource(keys: VerificationKeys, nowMs: () => number): KeySource {
  return 'jwtKey' in keys ? fixedKey(keys.jwtKey) : publishedKeys(keys.jwksUrl, nowMs);
}

const MAX_AGE_MS = 300_000;
const COOLDOWN_MS = 30_000;
const PAUSE_MS = 3000;
const TIMEOUT_MS = 3000;

function fixedKey(jwtKey: string): KeySource {
  const pem = normalizePem(jwtKey);
  // Only the finished key is shared: in a worker, one request must not wait for what another one has begun.
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

function publishedKeys(jwksUrl: string, nowMs: () => number): KeySource {
  let pausedUntilMs = 0;
  const keySet = createRemoteJWKSet(parseJwksUrl(jwksUrl), {
    cacheMaxAge: MAX_AGE_MS,
    cooldownDuration: COOLDOWN_MS,
    timeoutDuration: TIMEOUT_MS,
    [customFetch]: async (url, init) => {
      if (nowMs() < pausedUntilMs) throw new Error('The JWKS did not load a moment ago.');
      return fetch(url, init);
    },
  });
  return async (kid) => {
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
}

/** Dashboards that store one line lose the line breaks, or keep them as `\n`; the key is in what is between. */
function normalizePem(value: string): string {
  const base64 = value.replaceAll('\\n', '\n').replace(/-----[^-]+-----|\s/g, '');
  if (!isRsaKey(base64)) {
    throw new AuthConfigError('invalid_verification_keys', 'jwtKey is not an RSA public key in PEM form.');
  }
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----`;
}

/** Says only that it is one, so that a wrong value is found at start and not by the first person. */
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
