import type { NextFetchEvent, NextRequest } from 'next/server';
import type { AppName } from '../sso.config.ts';
import { buildAppPolicy } from './environment/app-policy.ts';
import type { OutagePolicy } from './outage/outage-policy.ts';
import { answer, passToApp } from './proxy/answer.ts';
import { type AuthContext, buildAuthContext } from './proxy/auth-context.ts';
import type { AuthEvent } from './proxy/auth-event.ts';
import { type Decision, decide } from './proxy/decide.ts';
import { eventOfDecision } from './proxy/event-of-decision.ts';
import { createReporter, logEvent } from './proxy/report-events.ts';
import { anonymousRequest, requestForSdk } from './proxy/request-for-sdk.ts';
import { runClerkSdk } from './proxy/run-clerk-sdk.ts';
import { readRequest } from './request/read-request.ts';

export type { AuthEvent } from './proxy/auth-event.ts';

/**
 * Requests that the proxy must receive: everything but build assets and `/api/`, whose routes verify by themselves, with
 * `withAuth` or, for webhooks, by their signature. So each request is verified once. Next requires a literal in `proxy.ts`; a
 * test compares it with this one. Extensions are not excluded: `/report.css` may be a page.
 */
export const matcher = ['/((?!api/|_next/static/|_next/image|favicon\\.ico$|icon\\.svg$).*)'];

export interface AuthProxyOptions {
  /** Verification key, PEM. Default: CLERK_JWT_KEY, which the SDK does not read by itself; without either, JWKS over the network. */
  readonly jwtKey?: string;
  /** Default: this process's, from sso.config.ts and the environment. */
  readonly outage?: OutagePolicy;
  /** Your logger. Receives each class of event once per session and ten minutes. Default: logs one line for what is not routine. */
  readonly onEvent?: (event: AuthEvent) => void;
}

/**
 * Makes the whole of an app's `proxy.ts`: Clerk's middleware with exact authorized parties, and session sync in place of its
 * handshakes. It routes and keeps tokens fresh; the guard next to the data decides (CVE-2025-29927).
 *
 * @param app A registered app; its posture, parties and sign-in page come from `sso.config.ts` and the environment.
 * @returns The function to export as `proxy`. Never throws because of what a client sent.
 * @throws {AuthConfigError} at start: as `readEnvironment`, `authorizedParties` and `readBrowserClerk` do.
 * @source Next.js docs "proxy.js"; `@clerk/nextjs` 7.9.7 `clerkMiddleware`; clerk/javascript#8231.
 * @example export const proxy = createAuthProxy('platform');
 */
export function createAuthProxy(app: AppName, { onEvent = logEvent, ...options }: AuthProxyOptions = {}) {
  const policy = buildAppPolicy(app, options);
  const report = createReporter(onEvent);
  return async function proxy(request: NextRequest, event: NextFetchEvent): Promise<Response> {
    const incoming = readRequest(request, await policy.cookieSuffix);
    const carrier = incoming.headerToken === undefined ? 'cookie' : 'header';
    const forSdk = requestForSdk({ request, incoming, policy });
    const sdk = await runClerkSdk(policy, { request: forSdk, event, carrier });
    const context = buildAuthContext({ policy, incoming, sdk });
    const decision = decide(context);
    if (needsClerk(decision, context)) policy.outage.breaker.suspect();
    const happened = eventOfDecision(decision, { app, context });
    if (happened) report(happened);
    if (decision.kind !== 'pass-anonymously') {
      return answer(decision, { policy, request, incoming, sdk, context });
    }
    // The app must see no session: the SDK runs again, on the request without Clerk's cookies, and then asks for no handshake.
    const again = { request: anonymousRequest(forSdk), event, carrier: 'cookie' } as const;
    return passToApp((await runClerkSdk(policy, again)).response, request);
  };
}

/** Where a token has to be minted, Clerk is needed in a moment; where keys did not load, it may just have failed. */
function needsClerk(decision: Decision, { sessionState }: AuthContext): boolean {
  if (sessionState === 'unverifiable' || decision.kind === 'sync') return true;
  return 'reason' in decision && decision.reason === 'session_sync_needed';
}
