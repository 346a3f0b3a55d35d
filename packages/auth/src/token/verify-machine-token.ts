import type { createClerkClient } from '@clerk/nextjs/server';
import { isClerkAPIResponseError } from '@clerk/shared/error';
import type { ApiKeyCaller, M2mCaller, MachineCaller, MachineTokenType, OAuthCaller } from './caller.ts';
import { createExpiringCache } from './expiring-cache.ts';
import { MAX_TOKEN_LENGTH, splitToken } from './token-form.ts';
import { readKeyId } from './unverified-claims.ts';
import type { KeySource } from './verification-keys.ts';

/** The parts of Clerk's Backend API client that verify tokens. */
export type MachineTokenApi = Pick<
  ReturnType<typeof createClerkClient>,
  'apiKeys' | 'm2m' | 'idPOAuthAccessToken'
>;

/** `unavailable`: Clerk did not answer, so the token is neither accepted nor reported as wrong. */
export type MachineTokenResult =
  | { readonly kind: 'accepted'; readonly caller: MachineCaller }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unavailable' };

/** For metrics: `cached` cost nothing, because the answer was known or the text can be no token; every other outcome was a call for which Clerk may charge. */
export type MachineTokenOutcome = MachineTokenResult['kind'] | 'cached';

export interface MachineVerifierOptions {
  readonly clerk: MachineTokenApi;
  /** Seconds for which an accepted token is not verified again, and so the longest time a revoked one works; 0: none. */
  readonly cacheSeconds: number;
  /** Finds the key of a token that is a JSON Web Token, so that unknown key ids cost no call. Default: the SDK looks for it. */
  readonly findKey?: KeySource;
  /** Called for every verification. */
  readonly onVerification?: (type: MachineTokenType, outcome: MachineTokenOutcome) => void;
  /** Unix milliseconds. */
  readonly nowMs?: () => number;
}

const MAX_CACHED = 1_000;
/** A client that repeats a refused token must not cost a call each time. */
const REFUSED_MS = 5_000;
const TIMEOUT_MS = 5_000;
/** Calls to Clerk at one time for tokens that were never accepted: made-up ones must not use up the rate limit of the instance. */
const MAX_UNKNOWN_CALLS = 50;
/** For this long a token that was accepted is asked about apart from those, so that a flood of made-up ones does not stop it. */
const TRUSTED_MS = 3_600_000;

/**
 * Makes a verifier of API keys, M2M and OAuth tokens. It asks Clerk once per token and `cacheSeconds`, and once for any number
 * of simultaneous requests, because Clerk charges for each verification of an API key.
 *
 * @returns Never rejects. Revoked and expired tokens are refused, although Clerk finds them and the SDK accepts them.
 *   An accepted token is kept no longer than its own life. Only the SHA-256 of a token is kept. `unavailable` also while 50 tokens that
 *   were never accepted are being verified. Refused tokens are kept apart: they cannot push out accepted ones.
 * @source Clerk docs "Verify API keys", "Verify M2M tokens", "Verify OAuth access tokens"; `@clerk/backend` 3.20.1
 *   `verifyMachineAuthToken` (does not look at `revoked` or `expired`).
 */
export function createMachineVerifier({
  clerk,
  cacheSeconds,
  findKey,
  onVerification = () => {},
  nowMs = Date.now,
}: MachineVerifierOptions): (type: MachineTokenType, token: string) => Promise<MachineTokenResult> {
  const accepted = createExpiringCache<MachineTokenResult>(MAX_CACHED, nowMs);
  const refused = createExpiringCache<MachineTokenResult>(MAX_CACHED, nowMs);
  const trusted = createExpiringCache<true>(MAX_CACHED, nowMs);
  const running = new Map<string, Promise<MachineTokenResult>>();
  let unknownCalls = 0;
  return async function verifyMachineToken(type, token) {
    if (!TOKEN_FORM.test(token) || token.length > MAX_TOKEN_LENGTH) return free(type, REFUSED.result);
    const key = `${type} ${await sha256(token)}`;
    const known = accepted.get(key) ?? refused.get(key);
    if (known) return free(type, known);
    const first = running.get(key);
    if (first) return first;
    const verification = start({ type, token }, key).finally(() => running.delete(key));
    running.set(key, verification);
    return verification;
  };

  function free(type: MachineTokenType, result: MachineTokenResult): MachineTokenResult {
    onVerification(type, 'cached');
    return result;
  }

  async function start(question: Question, key: string): Promise<MachineTokenResult> {
    if (trusted.get(key)) return ask(question, key);
    if (unknownCalls >= MAX_UNKNOWN_CALLS) return UNAVAILABLE.result;
    unknownCalls += 1;
    try {
      const fault = await faultOfKey(findKey, question);
      return fault ? free(question.type, fault) : await ask(question, key);
    } finally {
      unknownCalls -= 1;
    }
  }

  async function ask(question: Question, key: string): Promise<MachineTokenResult> {
    const { result, expiresAtMs } = await withTimeout(verify({ clerk, nowMs }, question));
    if (result.kind === 'accepted') {
      trusted.set(key, true, nowMs() + TRUSTED_MS);
      const untilMs = expiresAtMs ?? Number.POSITIVE_INFINITY;
      accepted.set(key, result, Math.min(nowMs() + cacheSeconds * 1000, untilMs));
    }
    if (result.kind === 'refused') refused.set(key, result, nowMs() + REFUSED_MS);
    onVerification(question.type, result.kind);
    return result;
  }
}

/** The alphabet of Clerk's opaque tokens and of JSON Web Tokens. Anything else is not asked about. */
const TOKEN_FORM = /^[\w.-]+$/;

/** For a JSON Web Token the SDK needs the key that it names, and would fetch the keys for each unknown one. */
async function faultOfKey(
  findKey: KeySource | undefined,
  { token }: Question,
): Promise<MachineTokenResult | null> {
  if (findKey === undefined || splitToken(token) === null) return null;
  const key = await findKey(readKeyId(token));
  if (key === 'token_key_unknown') return REFUSED.result;
  return key === 'keys_unavailable' ? UNAVAILABLE.result : null;
}

interface Question {
  readonly type: MachineTokenType;
  readonly token: string;
}

interface Verified {
  readonly result: MachineTokenResult;
  /** Unix milliseconds; null: it does not expire. */
  readonly expiresAtMs: number | null;
}

const UNAVAILABLE: Verified = { result: { kind: 'unavailable' }, expiresAtMs: null };
const REFUSED: Verified = { result: { kind: 'refused' }, expiresAtMs: null };

async function verify(
  { clerk, nowMs }: { readonly clerk: MachineTokenApi; readonly nowMs: () => number },
  question: Question,
): Promise<Verified> {
  const askedAtMs = nowMs();
  try {
    const { caller, ...life } = await read(clerk, question);
    const expiresAtMs = life.expiration === null ? null : toMs(life.expiration);
    const isOver = expiresAtMs !== null && expiresAtMs <= askedAtMs;
    if (!caller || life.revoked || life.expired || isOver) return REFUSED;
    return { result: { kind: 'accepted', caller }, expiresAtMs };
  } catch (error) {
    return isRefusal(error) ? REFUSED : UNAVAILABLE;
  }
}

interface Read {
  readonly caller: MachineCaller | null;
  readonly revoked: boolean;
  readonly expired: boolean;
  readonly expiration: number | null;
}

async function read(clerk: MachineTokenApi, { type, token }: Question): Promise<Read> {
  switch (type) {
    case 'api_key': {
      const found = await clerk.apiKeys.verify(token);
      return { ...found, caller: apiKeyCaller(found) };
    }
    case 'm2m_token': {
      const found = await clerk.m2m.verify({ token });
      return { ...found, caller: m2mCaller(found) };
    }
    case 'oauth_token': {
      const found = await clerk.idPOAuthAccessToken.verify(token);
      return { ...found, caller: oauthCaller(found) };
    }
  }
}

type Answer<Method extends (...args: never) => Promise<unknown>> = Awaited<ReturnType<Method>>;

function apiKeyCaller(found: Answer<MachineTokenApi['apiKeys']['verify']>): ApiKeyCaller | null {
  const { id, subject, scopes, claims, name } = found;
  if (!/^(user|org)_/.test(subject)) return null;
  const isUser = subject.startsWith('user_');
  return {
    tokenType: 'api_key',
    id,
    subject,
    scopes,
    claims,
    name,
    userId: isUser ? subject : null,
    orgId: isUser ? null : subject,
  };
}

function m2mCaller(found: Answer<MachineTokenApi['m2m']['verify']>): M2mCaller | null {
  const { id, subject, scopes, claims } = found;
  // The SDK does not look at the answer: one without content would name a machine without an id.
  if (!/^mch_/.test(subject)) return null;
  return { tokenType: 'm2m_token', id, subject, scopes, claims, machineId: subject };
}

function oauthCaller(found: Answer<MachineTokenApi['idPOAuthAccessToken']['verify']>): OAuthCaller | null {
  const { id, subject, scopes, clientId } = found;
  if (!subject) return null;
  return { tokenType: 'oauth_token', id, subject, scopes, claims: null, userId: subject, clientId };
}

/**
 * Whether an error means that the token is wrong, rather than that Clerk did not answer. A 401 is about our own secret key, and
 * a 429 about our own number of calls: neither is about the token.
 */
function isRefusal(error: unknown): boolean {
  if (isClerkAPIResponseError(error))
    return error.status === 400 || error.status === 404 || error.status === 422;
  // The SDK verifies tokens that are JSON Web Tokens by itself, and throws an error whose code names the fault.
  return error instanceof Error && 'code' in error && String(error.code).startsWith('token-');
}

/** Expiry of API keys and M2M tokens is in milliseconds, of OAuth access tokens in seconds. */
function toMs(timestamp: number): number {
  return timestamp < 100_000_000_000 ? timestamp * 1000 : timestamp;
}

function withTimeout(verified: Promise<Verified>): Promise<Verified> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<Verified>((resolve) => {
    timer = setTimeout(() => resolve(UNAVAILABLE), TIMEOUT_MS);
  });
  return Promise.race([verified, timeout]).finally(() => clearTimeout(timer));
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return String.fromCharCode(...new Uint8Array(digest));
}
