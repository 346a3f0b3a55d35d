import type { Seed } from '../seed/seed.ts';
import type { ClientTrustMode } from '../settings/client-trust.ts';
import type { AzpMode, LastActiveTokenMode } from '../settings/token-minting.ts';
import type { ClaimsTemplate, SessionTokenVersion } from '../store/instance-rows.ts';
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
  /** A defect of the local Clerk: the response was 500. */
  | { kind: 'failure'; method: string; path: string; error: unknown };

/** `task`: a compromised password signs in, and the session is pending until the password is replaced. `refused`: it does not sign in. */
export type CompromisedPasswordMode = 'task' | 'refused';

export interface LocalClerkOptions {
  /** Host and port that browsers reach it at: `clerk.acme.localhost:3000`. */
  frontendApiHost: string;
  /** Domain attribute of `__client_uat`: `acme.localhost`. */
  rootDomain: string;
  /** Exact app origins, `scheme://host[:port]`: they may call the Frontend API and be redirected to. */
  allowedOrigins: readonly string[];
  /** Default "Acme". */
  applicationName?: string;
  homeUrl: string;
  signInUrl: string;
  signUpUrl: string;
  /** Default 0: a free port. Always binds 127.0.0.1. */
  port?: number;
  /** Folder for the rows, the signing key and the secret key (mode 0600). Absent: memory only, new keys. */
  stateDir?: string;
  /**
   * PKCS #8 PEM of an RSA key, 2048 bits: signs until it is rotated, and is not written to disk.
   * Absent: the key in `stateDir`, or a new one.
   */
  signingKeyPem?: string;
  /** What exists at first start and after `reset()`. Default `defaultSeed`. */
  seed?: Seed;
  /** Where a token's `azp` comes from. Default `origin`: the Origin header of the minting call; absent on navigations. */
  azp?: AzpMode;
  /** Which app the `last_active_token` of a client is minted for. Default `fresh`. */
  lastActiveToken?: LastActiveTokenMode;
  /** Response to a check of a revoked or expired key or token. Default `refused`. */
  deadTokens?: DeadTokenMode;
  /** Template of the custom claims in every session token; see `renderClaims`. Default: none. */
  sessionClaims?: ClaimsTemplate;
  /** Version of session tokens. Default 2. */
  sessionTokenVersion?: SessionTokenVersion;
  /** There are no personal accounts: a session is pending until an organization is active. Default false. */
  membershipRequired?: boolean;
  /** A session is pending until its user has set up a second factor. Default false. */
  secondFactorRequired?: boolean;
  /** Whether a password from a new browser also needs a code sent by mail. Default `off`. */
  clientTrust?: ClientTrustMode;
  /** What a sign-in with a compromised password leads to. Default `task`. */
  compromisedPasswords?: CompromisedPasswordMode;
  /** Where events are sent, signed as Clerk signs them. Default: nowhere. */
  webhooks?: readonly WebhookEndpointOptions[];
  /** bcrypt cost of passwords that are set from now on, 4 to 31, default 10; each step doubles the time. Tests use 4. */
  passwordCost?: number;
  /** Unix milliseconds. Default `Date.now`. */
  nowMs?: () => number;
  log?: (entry: LogEntry) => void;
}

/**
 * `refused`: 404, as Clerk's documentation of `verify()` says. `answered`: 200 with `revoked` or `expired` true, which Clerk's
 * API description allows and the SDK treats as valid: an application that is correct in both cases checks the two fields.
 */
export type DeadTokenMode = 'refused' | 'answered';
