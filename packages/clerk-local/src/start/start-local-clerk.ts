import { type ServerType, serve } from '@hono/node-server';
import { DEFAULT_PASSWORD_COST, isPasswordCost } from '../flows/sign-in/passwords.ts';
import { overrideMethod } from '../frontend-api/index.ts';
import { buildApp } from '../http/app.ts';
import { collapseSlashes } from '../http/collapse-slashes.ts';
import type { Instance, LocalClerkOptions } from '../instance/instance.ts';
import { applySeed } from '../seed/apply-seed.ts';
import { defaultSeed, type Seed } from '../seed/seed.ts';
import { seedPlans, seedRoles } from '../seed/seed-access.ts';
import { type ClientTrust, createClientTrust } from '../settings/client-trust.ts';
import { type Clock, createClock } from '../settings/clock.ts';
import { createFaults, type Faults } from '../settings/faults.ts';
import { parseSessionClaims } from '../settings/session-claims.ts';
import { createTokenMinting, type TokenMinting } from '../settings/token-minting.ts';
import { createSnapshotWriter, readSnapshot } from '../store/snapshot.ts';
import { createStore, type StoreSnapshot } from '../store/store.ts';
import { parseKeyRotation, retireKey } from '../tokens/published-keys.ts';
import { createDispatcher, type Webhooks } from '../webhooks/dispatcher.ts';
import { parseWebhookEndpoints } from '../webhooks/endpoints.ts';
import { isProduction } from './env.ts';
import {
  buildCookieSuffix,
  buildPublishableKey,
  type KeyRotation,
  loadInstanceId,
  loadSecretKey,
  loadSigningKey,
  loadWebhookSecret,
  replaceSigningKey,
} from './keys.ts';

const LOOPBACK = '127.0.0.1';

/** A running local Clerk. */
export interface LocalClerk {
  /** `http://127.0.0.1:<port>`: the Backend API's base (CLERK_API_URL). */
  url: string;
  publishableKey: string;
  secretKey: string;
  /** SPKI PEM (CLERK_JWT_KEY) of the key that signs now. */
  readonly jwtKey: string;
  /** `whsec_…` (CLERK_WEBHOOK_SIGNING_SECRET): signs for every endpoint that has no secret of its own. */
  webhookSecret: string;
  /** Stops listening and saves the state; a second call waits for the first. */
  close(): Promise<void>;
  /** Slows down, refuses or breaks off every request from now on. Other processes: `PUT <url>/__local/faults`. */
  readonly faults: Faults;
  /** Moves the Clerk's time. Other processes: `PUT <url>/__local/clock`. */
  readonly clock: Clock;
  /** Whether a password from a new browser is enough. Other processes: `PUT <url>/__local/client-trust`. */
  readonly clientTrust: ClientTrust;
  /** Which app a minted token names. Other processes: `PUT <url>/__local/token-minting`. */
  readonly tokenMinting: TokenMinting;
  /** Deliveries, replays, and `settled()` to wait for. Other processes: `<url>/__local/deliveries`. */
  readonly webhooks: Webhooks;
  /**
   * Signs with a new key from now on. Other processes: `POST <url>/__local/rotate-key`.
   *
   * @returns the new key's `kid`.
   * @throws {ApiError} 400 `rotation_invalid`.
   */
  rotateSigningKey(rotation?: KeyRotation): Promise<string>;
  /** Puts everything back to the seed: nobody is signed in, nothing is injected, waits to be delivered or is remembered. Keys stay. */
  reset(): Promise<void>;
}

export type LocalClerkStartErrorCode =
  | 'production_refused'
  | 'port_in_use'
  | 'listen_failed'
  | 'password_cost_invalid';

/** The local Clerk does not start. Codes are public API: add, never rename. */
export class LocalClerkStartError extends Error {
  override readonly name = 'LocalClerkStartError';
  readonly code: LocalClerkStartErrorCode;

  constructor(code: LocalClerkStartErrorCode, problem: string, options?: ErrorOptions) {
    super(`[clerk-local] ${problem} (code=${code})`, options);
    this.code = code;
  }
}

/**
 * Starts a Clerk on this machine: Frontend API, Backend API, scripts and inbox, on 127.0.0.1 only.
 *
 * @throws {LocalClerkStartError} `production_refused`: NODE_ENV is production. `port_in_use`. `password_cost_invalid`.
 * @throws {ApiError} `session_claims_invalid`: a claim that is Clerk's own.
 * @throws {SnapshotError} `stateDir` holds a snapshot that cannot be read.
 */
export async function startLocalClerk(options: LocalClerkOptions): Promise<LocalClerk> {
  if (isProduction()) {
    throw new LocalClerkStartError(
      'production_refused',
      'NODE_ENV is "production": the local Clerk hands out sessions for known passwords. Use a real Clerk instance.',
    );
  }
  const { instance, webhookSecret, save } = await createInstance(options);
  const app = buildApp(instance);
  const { server, port } = await listen(
    (request, bindings) => app.fetch(overrideMethod(collapseSlashes(request)), bindings),
    options.port ?? 0,
  );
  let closing: Promise<void> | undefined;
  // What an earlier run could not deliver.
  instance.webhooks.wake();
  return {
    url: `http://${LOOPBACK}:${port}`,
    publishableKey: instance.publishableKey,
    secretKey: instance.secretKey,
    get jwtKey() {
      return instance.signingKey.publicPem;
    },
    webhookSecret,
    close: () => {
      closing ??= stop(server)
        .then(() => instance.webhooks.close())
        .then(save);
      return closing;
    },
    faults: instance.faults,
    clock: instance.clock,
    clientTrust: instance.clientTrust,
    tokenMinting: instance.tokenMinting,
    webhooks: instance.webhooks,
    rotateSigningKey: (rotation) => instance.rotateSigningKey(rotation),
    reset: () => instance.reset(),
  };
}

/** Builds an instance that nothing listens for yet: for `startLocalClerk`, and for reading the route tables. */
export async function createInstance(
  options: LocalClerkOptions,
): Promise<{ instance: Instance; webhookSecret: string; save: () => Promise<void> }> {
  const { stateDir, frontendApiHost, seed = defaultSeed, log = () => {} } = options;
  const { passwordCost = DEFAULT_PASSWORD_COST } = options;
  if (!isPasswordCost(passwordCost)) {
    const problem = `passwordCost is ${passwordCost}. Use a whole number from 4 to 31.`;
    throw new LocalClerkStartError('password_cost_invalid', problem);
  }
  const clock = createClock(options.nowMs ?? Date.now, () => webhooks.wake());
  const { nowMs } = clock;
  // Read before anything is written: a broken snapshot must not be overwritten by a fresh start.
  const snapshot = stateDir === undefined ? undefined : await readSnapshot(stateDir);
  const publishableKey = buildPublishableKey(frontendApiHost);
  let signingKey = await loadSigningKey(stateDir, options.signingKeyPem);
  const instanceId = await loadInstanceId(stateDir, signingKey.kid);
  const webhookSecret = await loadWebhookSecret(stateDir);
  const endpoints = parseWebhookEndpoints(options.webhooks ?? [], webhookSecret);
  const store = createStore(() => writer?.schedule());
  const writer = stateDir === undefined ? undefined : createSnapshotWriter(stateDir, store.exportRows);
  const webhooks = createDispatcher({ store, nowMs, endpoints, instanceId });
  const instance: Instance = {
    options: {
      applicationName: 'Acme',
      deadTokens: 'refused',
      sessionTokenVersion: 2,
      membershipRequired: false,
      secondFactorRequired: false,
      clientTrust: 'off',
      compromisedPasswords: 'task',
      ...options,
      passwordCost,
      sessionClaims: parseSessionClaims({ claims: options.sessionClaims }).claims ?? {},
      seed,
    },
    issuer: `https://${frontendApiHost}`,
    publicUrl: `http://${frontendApiHost}`,
    publishableKey,
    secretKey: await loadSecretKey(stateDir),
    cookieSuffix: buildCookieSuffix(publishableKey),
    instanceId,
    get signingKey() {
      return signingKey;
    },
    store,
    nowMs,
    log,
    requests: [],
    cachedTokens: new Map(),
    faults: createFaults(),
    clock,
    clientTrust: createClientTrust(options.clientTrust ?? 'off'),
    tokenMinting: createTokenMinting(
      { azp: options.azp ?? 'origin', lastActiveToken: options.lastActiveToken ?? 'fresh' },
      () => instance.cachedTokens.clear(),
    ),
    webhooks,
    rotateSigningKey: async (rotation = {}) => {
      const { keepOldForMs } = parseKeyRotation(rotation);
      const next = await replaceSigningKey(stateDir);
      retireKey(instance, signingKey, keepOldForMs);
      signingKey = next;
      return next.kid;
    },
    reset: async () => {
      await webhooks.clear();
      clock.set({});
      store.importRows({});
      instance.requests.length = 0;
      instance.cachedTokens.clear();
      instance.faults.clear();
      instance.clientTrust.clear();
      instance.tokenMinting.clear();
      await applySeed(instance, seed);
    },
  };
  if (snapshot) restoreSnapshot(instance, snapshot, seed);
  else await applySeed(instance, seed);
  return { instance, webhookSecret, save: async () => writer?.close() };
}

/** A snapshot from before there were roles and plans is completed: without roles nobody may do anything. */
function restoreSnapshot(instance: Instance, snapshot: Partial<StoreSnapshot>, seed: Seed): void {
  instance.store.importRows(snapshot);
  if (instance.store.roles.count() > 0) return;
  seedRoles(instance, seed);
  seedPlans(instance, seed);
}

function listen(
  fetch: (request: Request, bindings: object) => Response | Promise<Response>,
  port: number,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: LOOPBACK }, (address) =>
      resolve({ server, port: address.port }),
    );
    server.once('error', (cause) => {
      const isBusy = 'code' in cause && cause.code === 'EADDRINUSE';
      const code = isBusy ? 'port_in_use' : 'listen_failed';
      reject(
        new LocalClerkStartError(code, `Port ${port} cannot be listened on. Choose another one.`, { cause }),
      );
    });
  });
}

function stop(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
