import { createClerkClient } from '@clerk/nextjs/server';
import { metrics } from '@opentelemetry/api';
import { type AppPolicy, buildAppPolicy } from '../environment/app-policy.ts';
import { readTopology } from '../environment/build-env.ts';
import { readRegistry } from '../environment/built-registry.ts';
import { currentBackendApi } from '../environment/env.ts';
import type { OutagePolicy } from '../outage/outage-policy.ts';
import type { Origin } from '../registry/origin.ts';
import type { MachineTokenType } from '../token/caller.ts';
import { createKeySource } from '../token/verification-keys.ts';
import { createMachineVerifier, type MachineTokenResult } from '../token/verify-machine-token.ts';
import { createSessionVerifier, type VerificationResult } from '../token/verify-session.ts';

/** Verifiers by where the token came from: a cookie's authorized parties are not a header's. */
type SessionVerifiers = Readonly<Record<'cookie' | 'header', (token: string) => Promise<VerificationResult>>>;

/** What `withAuth` needs to know, the same for every route of a process. */
export interface RoutePolicy {
  /** For the pages that a navigation gets in place of the route's answer. */
  readonly app: AppPolicy;
  /** The app's own origins: pages of others may not write with its session cookie. */
  readonly ownOrigins: readonly Origin[];
  readonly cookieSuffix: string;
  readonly outage: OutagePolicy;
  readonly verifySession: SessionVerifiers;
  /** The same, for tokens that have just expired, while Clerk is down; null: there is no grace. */
  readonly verifyGraced: SessionVerifiers | null;
  readonly verifyMachineToken: (type: MachineTokenType, token: string) => Promise<MachineTokenResult>;
}

let policy: Promise<RoutePolicy> | undefined;

/**
 * The policy of this app, built once: its verifiers keep keys and verified tokens.
 *
 * @throws {AuthConfigError} As `buildAppPolicy` does; on each call again, until the configuration is fixed.
 */
export function currentRoutePolicy(): Promise<RoutePolicy> {
  policy ??= buildRoutePolicy(buildAppPolicy(readRegistry(), readTopology().self));
  return policy;
}

/**
 * Builds the policy from an app's; for tests and for servers that are not Next.js.
 *
 * @internal Exported for its test.
 */
export async function buildRoutePolicy(app: AppPolicy): Promise<RoutePolicy> {
  const { clerk, jwtKey, outage } = app;
  const place = jwtKey ? { jwtKey } : { jwksUrl: `${clerk.frontendApiUrl}/.well-known/jwks.json` };
  const findKey = createKeySource(place, Date.now);
  const options = {
    issuers: clerk.issuers,
    // One source for all verifiers: they fetch the keys once.
    keys: findKey,
    // `checkRequirement` decides about unfinished sessions, for every token alike.
    acceptPending: true,
    ...(app.clockSkewInMs === undefined ? {} : { clockToleranceSeconds: app.clockSkewInMs / 1000 }),
  };
  const verifiers = (
    change: { readonly clockToleranceSeconds?: number; readonly cacheSize?: number } = {},
  ) => ({
    cookie: createSessionVerifier({ ...options, ...change, parties: app.parties.cookie }),
    header: createSessionVerifier({ ...options, ...change, parties: app.parties.bearer }),
  });
  const verifications = metrics.getMeter('auth').createCounter('auth.machine_token.verifications', {
    description: 'Verifications of API keys, M2M and OAuth tokens. All but "cached" are calls to Clerk.',
  });
  const graceSeconds = outage.graceMs / 1000;
  return {
    app,
    ownOrigins: app.topology.own,
    cookieSuffix: await app.cookieSuffix,
    outage,
    verifySession: verifiers(),
    // Nothing is kept: whether a token is graced depends on the outage, not on the token.
    verifyGraced: graceSeconds > 0 ? verifiers({ clockToleranceSeconds: graceSeconds, cacheSize: 0 }) : null,
    verifyMachineToken: createMachineVerifier({
      clerk: createClerkClient({ ...currentBackendApi(), ...(jwtKey ? { jwtKey } : {}) }),
      findKey,
      cacheSeconds: app.machineTokenCacheSeconds ?? DEFAULT_CACHE_SECONDS,
      onVerification: (type, outcome) => verifications.add(1, { type, outcome, app: app.app }),
    }),
  };
}

/** A revoked API key works this much longer at most. */
const DEFAULT_CACHE_SECONDS = 30;
