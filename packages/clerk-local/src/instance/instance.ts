import type { ClientTrust } from '../settings/client-trust.ts';
import type { Clock } from '../settings/clock.ts';
import type { Faults } from '../settings/faults.ts';
import type { KeyRotation } from '../settings/key-rotation.ts';
import type { TokenMinting } from '../settings/token-minting.ts';
import type { CachedToken } from '../store/session-rows.ts';
import type { Store } from '../store/store.ts';
import type { SigningKey } from '../tokens/signing-key.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import type { LocalClerkOptions, LogEntry } from './options.ts';

/** Everything that one local Clerk consists of, passed to every route. There is no module state, so `reset()` resets all of it. */
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
  /** `sk_live_…`: authenticates callers of the Backend API. */
  readonly secretKey: string;
  /** First 8 characters of base64url(SHA-1(publishable key)): suffix of the suffixed cookies. */
  readonly cookieSuffix: string;
  readonly instanceId: string;
  readonly signingKey: SigningKey;
  readonly store: Store;
  /** Resolves once every write so far is on disk; at once without a state folder. @throws the system's error. */
  saved(): Promise<void>;
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
  /** Puts everything back to the seed, clears settings and ends deliveries; keys stay. */
  reset(): Promise<void>;
}
