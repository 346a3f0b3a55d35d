import { type ServerType, serve } from '@hono/node-server';
import { LocalClerkError } from '../errors/local-clerk-error.ts';
import { overrideMethod } from '../frontend-api/index.ts';
import { buildApp } from '../http/app.ts';
import { collapseSlashes } from '../http/collapse-slashes.ts';
import type { LocalClerkOptions } from '../instance/options.ts';
import type { ClientTrust } from '../settings/client-trust.ts';
import type { Clock } from '../settings/clock.ts';
import type { Faults } from '../settings/faults.ts';
import type { KeyRotation } from '../settings/key-rotation.ts';
import type { TokenMinting } from '../settings/token-minting.ts';
import type { Webhooks } from '../webhooks/dispatcher.ts';
import { createInstance } from './create-instance.ts';
import { isProduction } from './env.ts';
import { createInbox, type Inbox } from './inbox.ts';

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
  /**
   * Moves the Clerk's time by this much, on top of earlier moves; the machine's clock stays.
   *
   * @param ms Milliseconds; negative: back.
   * @throws {ApiError} 400 `clock_invalid`: not a whole number, or more than ten years away in all.
   */
  advanceTime(ms: number): void;
  /** What would have been mailed. Other processes: `GET <url>/inbox.json`. */
  readonly inbox: Inbox;
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
  /**
   * Puts everything back to the seed: no session, no fault, no pending delivery, no stored request. Keys stay.
   * Other processes: `POST <url>/__local/reset`.
   */
  reset(): Promise<void>;
}

/**
 * Serves a Clerk on this machine: Frontend API, Backend API, scripts and inbox, on 127.0.0.1 only. Its addresses are given; a test
 * that needs none of its own calls `startClerkLocal` of `clerk-local/testing`.
 *
 * @throws {LocalClerkError} `production_refused`: NODE_ENV is production. `port_in_use`, `listen_failed`. `password_cost_invalid`,
 *   `session_claims_invalid`, `webhooks_invalid`, `seed_invalid`: a start option. `snapshot_unreadable`, `signing_key_invalid`:
 *   a file in `stateDir`.
 */
export async function serveLocalClerk(options: LocalClerkOptions): Promise<LocalClerk> {
  if (isProduction()) {
    const problem = 'NODE_ENV is "production", and the local Clerk accepts passwords that everybody knows.';
    throw new LocalClerkError('production_refused', problem);
  }
  const { instance, webhookSecret, save } = await createInstance(options);
  const app = buildApp(instance);
  const { server, port } = await listen(
    (request, bindings) => app.fetch(overrideMethod(collapseSlashes(request)), bindings),
    options.port ?? 0,
  );
  let closing: Promise<void> | undefined;
  // Sends what an earlier run could not deliver.
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
    advanceTime: (ms) => instance.clock.set({ offsetMs: instance.clock.read().offsetMs + ms }),
    inbox: createInbox(instance.store),
    clientTrust: instance.clientTrust,
    tokenMinting: instance.tokenMinting,
    webhooks: instance.webhooks,
    rotateSigningKey: (rotation) => instance.rotateSigningKey(rotation),
    reset: () => instance.reset(),
  };
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
      reject(new LocalClerkError(code, `The local Clerk cannot listen on port ${port}.`, { cause }));
    });
  });
}

function stop(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
