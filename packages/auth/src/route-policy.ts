import { createClerkClient } from '@clerk/nextjs/server';
import { metrics } from '@opentelemetry/api';
import { sso } from '../sso.config.ts';
import { type AppPolicy, buildAppPolicy } from './app-policy.ts';
import type { MachineTokenType } from './caller.ts';
import { readTopology } from './client/env.ts';
import { currentBackendApi } from './env.ts';
import { createMachineVerifier, type MachineVerdict } from './verify-machine-token.ts';
import { createSessionVerifier, type SessionVerdict } from './verify-session.ts';

/** What `withAuth` needs to know, the same for every route of a process. */
export interface RoutePolicy {
  readonly app: AppPolicy;
  readonly cookieSuffix: string;
  /** By where the token came from: a cookie's parties are not a header's. */
  readonly verifySession: Readonly<Record<'cookie' | 'header', (token: string) => Promise<SessionVerdict>>>;
  /** The same, for tokens that have just expired, while Clerk is down; null: there is no grace. */
  readonly verifyGraced: Readonly<
    Record<'cookie' | 'header', (token: string) => Promise<SessionVerdict>>
  > | null;
  readonly verifyMachineToken: (type: MachineTokenType, token: string) => Promise<MachineVerdict>;
}

let policy: Promise<RoutePolicy> | undefined;

/**
 * The policy of this app, built once: its verifiers remember keys and tokens.
 *
 * @throws {AuthConfigError} As `buildAppPolicy` does; on each call again, until the configuration is mended.
 */
export function currentRoutePolicy(): Promise<RoutePolicy> {
  policy ??= buildRoutePolicy(buildAppPolicy(readTopology().self));
  return policy;
}

/** Builds the policy from an app's; for tests and for servers that are not Next.js. */
export async function buildRoutePolicy(app: AppPolicy): Promise<RoutePolicy> {
  const { clerk, parties, jwtKey } = app;
  const options = {
    issuers: clerk.issuers,
    keys: jwtKey ? { jwtKey } : { jwksUrl: `${clerk.frontendApiUrl}/.well-known/jwks.json` },
    // `judgeRequirement` decides about unfinished sessions, for every token alike.
    acceptPending: true,
  };
  const verifications = metrics.getMeter('auth').createCounter('auth.machine_token.verifications', {
    description: 'Verifications of API keys, M2M and OAuth tokens. All but "cached" are calls to Clerk.',
  });
  const graceSeconds = app.outage.graceMs / 1000;
  // Nothing is remembered: whether a token is graced depends on the outage, not on the token.
  const graced = { ...options, clockToleranceSeconds: graceSeconds, cacheSize: 0 };
  return {
    app,
    cookieSuffix: await app.cookieSuffix,
    verifySession: {
      cookie: createSessionVerifier({ ...options, parties: parties.cookie }),
      header: createSessionVerifier({ ...options, parties: parties.bearer }),
    },
    verifyGraced:
      graceSeconds > 0
        ? {
            cookie: createSessionVerifier({ ...graced, parties: parties.cookie }),
            header: createSessionVerifier({ ...graced, parties: parties.bearer }),
          }
        : null,
    verifyMachineToken: createMachineVerifier({
      clerk: createClerkClient({ ...currentBackendApi(), ...(jwtKey ? { jwtKey } : {}) }),
      cacheSeconds: sso.machineTokenCacheSeconds ?? DEFAULT_CACHE_SECONDS,
      onVerification: (type, outcome) => verifications.add(1, { type, outcome, app: app.app }),
    }),
  };
}

/** A revoked API key works this much longer at most. */
const DEFAULT_CACHE_SECONDS = 30;
