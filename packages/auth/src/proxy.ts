import type { NextFetchEvent, NextRequest } from 'next/server';
import type { AppName } from '../sso.config.ts';
import { answer } from './answer.ts';
import { buildAppPolicy } from './app-policy.ts';
import { requestForClerk } from './clerk-request.ts';
import { type Decision, decide } from './decide.ts';
import type { AuthEvent } from './events.ts';
import { gatherEvidence } from './evidence.ts';
import { type Judgement, judge } from './judge.ts';
import { occurrenceOf } from './occurrence.ts';
import type { OutagePolicy } from './outage.ts';
import { createReporter, logEvent } from './report-events.ts';
import { gatherFacts } from './request-facts.ts';

/**
 * Requests the proxy must see: everything but build assets and `/api/`, whose routes verify by themselves with `withAuth`
 * or, webhooks, by their signature: each request is verified once. Next wants a literal in `proxy.ts`; a test compares.
 * Extensions are not excluded: `/report.css` may be a page.
 */
export const matcher = ['/((?!api/|_next/static/|_next/image|favicon\\.ico$|icon\\.svg$).*)'];

export interface AuthProxyOptions {
  /** Verification key, PEM. Default: CLERK_JWT_KEY, which the SDK does not read by itself; without either, JWKS over the network. */
  readonly jwtKey?: string;
  /** Default: this process's, from sso.config.ts and the environment. */
  readonly outage?: OutagePolicy;
  /** Your logger. Gets each class of occurrence once per session and ten minutes. Default: a line for what is not routine. */
  readonly onEvent?: (event: AuthEvent) => void;
}

/**
 * The whole of an app's `proxy.ts`: Clerk's middleware with exact authorized parties, and a recovery in place of its handshakes.
 * It routes and keeps tokens fresh; the guard next to the data decides (CVE-2025-29927).
 *
 * @param app A registered app; its posture, parties and sign-in page come from `sso.config.ts` and the environment.
 * @returns The function to export as `proxy`. Never throws for something a stranger sent.
 * @throws {AuthConfigError} at start: as `readEnvironment`, `authorizedParties` and `readBrowserClerk` do.
 * @source Next.js docs "proxy.js"; `@clerk/nextjs` 7.9.7 `clerkMiddleware`; clerk/javascript#8231.
 * @example export const proxy = createAuthProxy('platform');
 */
export function createAuthProxy(app: AppName, { onEvent = logEvent, ...options }: AuthProxyOptions = {}) {
  const policy = buildAppPolicy(app, options);
  const report = createReporter(onEvent);
  return async function proxy(request: NextRequest, event: NextFetchEvent): Promise<Response> {
    const suffix = await policy.cookieSuffix;
    const judgement = await judge(policy, requestForClerk(request, policy, suffix), event);
    const evidence = await gatherEvidence(policy, request, judgement);
    const decision = decide(gatherFacts(policy, request, judgement, evidence));
    if (needsClerk(decision, judgement)) policy.outage.breaker.suspect();
    const occurrence = occurrenceOf(app, decision, evidence, judgement.verdict === 'graced');
    if (occurrence) report(occurrence);
    return answer(decision, { policy, request, event, judgement, evidence });
  };
}

/** Where a token has to be minted, Clerk is needed in a moment; where keys did not load, it may just have failed. */
function needsClerk(decision: Decision, { verdict }: Judgement): boolean {
  if (verdict === 'unverifiable' || decision.kind === 'sync') return true;
  return 'reason' in decision && decision.reason === 'session_sync_needed';
}
