import type { Seed } from '../seed/seed.ts';
import type { ClientTrust, ClientTrustMode } from '../settings/client-trust.ts';
import type { Clock } from '../settings/clock.ts';
import type { Faults } from '../settings/faults.ts';
import type { AzpMode, LastActiveTokenMode, TokenMinting } from '../settings/token-minting.ts';
import type { KeyRotation, SigningKey } from '../start/keys.ts';
import type { CachedToken, ClaimsTemplate, SessionTokenVersion } from '../store/session-rows.ts';
import type { Store } from '../store/store.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import type { WebhookEndpointOptions } from '../webhooks/endpoints.ts';

export type LogEntry =
  | {
      kind: 'request';
      method: string;
      path: string;
      status: number;
      isImplemented: boolean;
      atMs: number;
      durationMs: number;
    }
  | { kind: 'not-implemented'; method: string; path: string }
  | { kind: 'mail'; to: string; subject: string }
  /** A defect of the local Clerk: the request was answered with 500. */
  | { kind: 'failure'; method: string; path: string; error: unknown };

/** `task`: a compromised password signs in, and the session is pending until it is replaced. `refused`: it does not. */
export type CompromisedPasswordMode = 'task' | 'refused';

export interface LocalClerkOptions {
  /** Host and port that browsers reach it at: `clerk.acme.localhost:3000`. */
  frontendApiHost: string;
  /** Domain attribute of `__client_uat`: `acme.localhost`. */
  rootDomain: string;
  /** Exact app origins, `scheme://host[:port]`: who may call the Frontend API and be redirected to. */
  allowedOrigins: readonly string[];
  /** Default "Acme". */
  applicationName?: string;
  homeUrl: string;
  signInUrl: string;
  signUpUrl: string;
  /** Default 0: a free port. Always binds 127.0.0.1. */
  port?: number;
  /** Folder for the snapshot, the signing key and the secret key (mode 0600). Absent: memory only, new keys. */
  stateDir?: string;
  /** PKCS #8 PEM of an RSA key, 2048 bits: signs until it is rotated, and is not kept. Absent: the one of `stateDir`, or a new one. */
  signingKeyPem?: string;
  /** What exists at first start and after `reset()`. Default `defaultSeed`. */
  seed?: Seed;
  /** Where a token's `azp` comes from. Default `origin`: the Origin header of the minting call; absent on navigations. */
  azp?: AzpMode;
  /** Whom the `last_active_token` of a client is minted for. Default `fresh`. */
  lastActiveToken?: LastActiveTokenMode;
  /** What checking a revoked or expired key or token answers. Default `refused`. */
  deadTokens?: DeadTokenMode;
  /** Template of the custom claims in every session token; see `renderClaims`. Default: none. */
  sessionClaims?: ClaimsTemplate;
  /** Form of session tokens. Default 2. */
  sessionTokenVersion?: SessionTokenVersion;
  /** There are no personal accounts: a session is pending until an organization is active. Default false. */
  membershipRequired?: boolean;
  /** A session is pending until its person has set up a second factor. Default false. */
  secondFactorRequired?: boolean;
  /** Whether a password from a new browser takes a code by mail besides. Default `off`. */
  clientTrust?: ClientTrustMode;
  /** What becomes of a sign-in with a password that the Backend API called compromised. Default `task`. */
  compromisedPasswords?: CompromisedPasswordMode;
  /** Where events are sent, signed as Clerk signs them. Default: nowhere. */
  webhooks?: readonly WebhookEndpointOptions[];
  /** bcrypt cost of passwords that are set from now on, 4 to 31, default 10; each step doubles the time. Tests take 4. */
  passwordCost?: number;
  /** Unix milliseconds. Default `Date.now`. */
  nowMs?: () => number;
  log?: (entry: LogEntry) => void;
}

/**
 * `refused`: 404, as Clerk's documentation of `verify()` says. `answered`: 200 with `revoked` or `expired` true, which Clerk's
 * API description allows and the SDK takes for a valid one: an application that is right in both cases looks at the two fields.
 */
export type DeadTokenMode = 'refused' | 'answered';

/** Everything one local Clerk holds, handed to every route. Nothing is module state, so `reset()` is total. */
export interface Instance {
  readonly options: Readonly<
    Required<
      Omit<
        LocalClerkOptions,
        'azp' | 'lastActiveToken' | 'stateDir' | 'signingKeyPem' | 'port' | 'log' | 'nowMs' | 'webhooks'
      >
    >
  >;
  /** `iss` of every token: `https://` + frontendApiHost, also on plain http. */
  readonly issuer: string;
  /** `http://` + frontendApiHost: where browsers find it. */
  readonly publicUrl: string;
  readonly publishableKey: string;
  /** `sk_live_…`; whoever has it is the Backend API's caller. */
  readonly secretKey: string;
  /** First 8 characters of base64url(SHA-1(publishable key)): the twin cookies end in it. */
  readonly cookieSuffix: string;
  readonly instanceId: string;
  readonly signingKey: SigningKey;
  readonly store: Store;
  readonly nowMs: () => number;
  readonly log: (entry: LogEntry) => void;
  /** The latest requests, oldest first, at most 200. */
  readonly requests: LogEntry[];
  /** By session id; used with `lastActiveToken: 'cached'` only. */
  readonly cachedTokens: Map<string, CachedToken>;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly clientTrust: ClientTrust;
  readonly tokenMinting: TokenMinting;
  readonly webhooks: Dispatcher;
  /** Signs with a new key from now on. @returns its `kid`. @throws {ApiError} 400 `rotation_invalid`. */
  rotateSigningKey(rotation?: KeyRotation): Promise<string>;
  /** Puts everything back to the seed and ends injected faults, time travel and deliveries; keys stay. */
  reset(): Promise<void>;
}
