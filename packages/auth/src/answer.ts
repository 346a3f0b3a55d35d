import { isDevelopmentFromPublishableKey } from '@clerk/shared/keys';
import { type NextFetchEvent, type NextRequest, NextResponse } from 'next/server';
import type { AppPolicy } from './app-policy.ts';
import {
  continueToApp,
  ownOriginOf,
  requestForClerk,
  requestOfStranger,
  withBothTokens,
} from './clerk-request.ts';
import type { Decision } from './decide.ts';
import type { Evidence } from './evidence.ts';
import { explainPage } from './explain-page.ts';
import { type Judgement, judge } from './judge.ts';
import { NO_ACCESS_PATH } from './own-paths.ts';
import { withPagePolicy } from './page-policy.ts';
import { problemResponse } from './problem.ts';
import { REASON_HEADER, type Reason } from './reasons.ts';
import { isStaleClient } from './request-facts.ts';
import { strayCookieDeletions } from './session-cookies.ts';
import { sessionSyncPage } from './session-sync.ts';
import { CLERK_QUERY_COOKIE, STALE_CLIENT_COOKIE } from './stored-names.ts';
import { primaryUrl, signInUrl } from './topology.ts';

/** A request and what has been found out about it. */
export interface Occasion {
  readonly policy: AppPolicy;
  readonly request: NextRequest;
  readonly event: NextFetchEvent;
  readonly judgement: Judgement;
  readonly evidence: Evidence;
}

/** Carries a decision out. All that the proxy does to a request or an answer is done here. */
export async function answer(decision: Decision, occasion: Occasion): Promise<Response> {
  const { policy, request, judgement, evidence } = occasion;
  const { topology } = policy;
  const homeUrl = primaryUrl(topology, '/') ?? topology.own[0];
  switch (decision.kind) {
    case 'pass':
      return withPagePolicy(
        decision.as === 'session' ? passWithSession(occasion) : await passAsStranger(occasion),
        request,
      );
    case 'sync': {
      const { clientUatSeconds, fault } = evidence;
      const { clerk, parties } = policy;
      const clerkQuery = request.cookies.get(CLERK_QUERY_COOKIE)?.value;
      const page = sessionSyncPage({
        clerk,
        parties: parties.cookie,
        clientUatSeconds,
        fault,
        target: evidence.target,
        clerkQuery,
        homeUrl,
      });
      return withoutStrays(withSdkCookies(page, judgement.response), occasion);
    }
    case 'sign-in':
      return withoutStrays(toSignIn(occasion, homeUrl), occasion);
    case 'no-access':
      return redirect(`${topology.own[0]}${NO_ACCESS_PATH}`, 'organization_required');
    case 'sdk-redirect':
      return judgement.response;
    case 'deny': {
      const { status, reason } = decision;
      const fault = reason === 'session_sync_needed' ? evidence.fault : undefined;
      return withoutStrays(problemResponse(status, reason, { fault }), occasion);
    }
    case 'explain':
      return withoutStrays(explainPage(decision.status, decision.reason, homeUrl, request.method), occasion);
  }
}

function passWithSession({ policy, request, judgement }: Occasion): Response {
  const response = withBothTokens(continueToApp(judgement.response, request), request);
  // A public app is static: its pages are the same for everyone and stay cacheable.
  if (policy.posture !== 'public') response.headers.set('cache-control', 'private, no-store');
  if (judgement.verdict === 'graced') response.headers.set(REASON_HEADER, 'outage_grace');
  if (request.cookies.has(STALE_CLIENT_COOKIE)) {
    response.headers.append('set-cookie', `${STALE_CLIENT_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`);
  }
  return response;
}

/** The SDK judges once more, without Clerk's cookies: so `auth()` says "nobody" and no handshake is asked for. */
async function passAsStranger({ policy, request, event }: Occasion): Promise<Response> {
  const stranger = requestOfStranger(requestForClerk(request, policy, await policy.cookieSuffix));
  const { response } = await judge(policy, stranger, event);
  return continueToApp(response, request);
}

function toSignIn({ policy, request, evidence }: Occasion, homeUrl: string): Response {
  const { topology } = policy;
  const returnUrl = `${topology.own[0]}${request.nextUrl.pathname}${request.nextUrl.search}`;
  const url = signInUrl(topology, returnUrl, isStaleClient(evidence.cookies, evidence.clientUatSeconds));
  if (!url) return explainPage(503, 'primary_absent', homeUrl, request.method);
  return redirect(withDevelopmentBrowser(url, policy, request), 'sign_in_required');
}

/**
 * Development instances know a browser by a token in each origin's own cookie; without it in the URL the sign-in page
 * would be another browser to Clerk, and what is signed in there would be unknown here.
 *
 * @source `@clerk/backend` 3.20.1 `createRedirect`, which does the same for redirects out of a page.
 */
function withDevelopmentBrowser(url: string, { clerk }: AppPolicy, request: NextRequest): string {
  const token = request.cookies.get('__clerk_db_jwt')?.value;
  if (!token || !isDevelopmentFromPublishableKey(clerk.publishableKey)) return url;
  const decorated = new URL(url);
  decorated.searchParams.set('__clerk_db_jwt', token);
  return decorated.href;
}

/** Temporary, so that methods are kept; never stored, because the answer depends on who asks. */
function redirect(url: string, reason: Reason): Response {
  const headers = { 'cache-control': 'private, no-store', [REASON_HEADER]: reason };
  return NextResponse.redirect(url, { status: 307, headers });
}

/** A handshake that the SDK just resolved must have its one-time cookie cleared, whatever we answer. */
function withSdkCookies(response: Response, sdk: Response): Response {
  for (const cookie of sdk.headers.getSetCookie()) {
    if (!cookie.startsWith('__clerk_redirect_count=')) response.headers.append('set-cookie', cookie);
  }
  return response;
}

/** Session cookies that a sibling planted would outlive every fresh token; whenever one was refused, they are deleted. */
function withoutStrays(response: Response, { policy, request, evidence }: Occasion): Response {
  const host = new URL(ownOriginOf(request, policy.topology)).hostname;
  const { pathname } = request.nextUrl;
  const { sessionCookieNames, isAmbiguous } = evidence;
  for (const line of strayCookieDeletions(sessionCookieNames, { host, pathname, isAmbiguous })) {
    response.headers.append('set-cookie', line);
  }
  return response;
}
