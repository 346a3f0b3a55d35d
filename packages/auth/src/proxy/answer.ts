import { isDevelopmentFromPublishableKey } from '@clerk/shared/keys';
import { type NextRequest, NextResponse } from 'next/server';
import type { AppPolicy } from '../environment/app-policy.ts';
import { refusalResponse } from '../problem.ts';
import { formatReasonHeader, REASON_HEADER, type Reason } from '../reasons.ts';
import { explainPage } from '../recovery/explain-page.ts';
import { sessionSyncPage } from '../recovery/session-sync-page.ts';
import { NO_ACCESS_PATH, primaryUrl, signInUrl } from '../registry/app-pages.ts';
import { returnUrlOf } from '../request/address.ts';
import type { ArrivedRequest } from '../request/read-request.ts';
import { CLERK_QUERY_COOKIE, STALE_CLIENT_COOKIE } from '../stored-names.ts';
import type { AuthContext } from './auth-context.ts';
import { continueToApp, restoreSecondCopy } from './continue-to-app.ts';
import type { Decision } from './decide.ts';
import { withPagePolicy } from './page-policy.ts';
import { hidesSecondCopy, ownOriginOf } from './request-for-sdk.ts';
import type { SdkOutcome } from './run-clerk-sdk.ts';
import { strayCookieDeletions } from './stray-cookies.ts';

/** What an answer is made of. */
export interface AnswerInput {
  readonly policy: AppPolicy;
  readonly request: NextRequest;
  readonly incoming: ArrivedRequest;
  readonly sdk: SdkOutcome;
  readonly context: AuthContext;
}

/** Carries out a decision that needs no second run of the SDK. */
export function answer(
  decision: Exclude<Decision, { readonly kind: 'pass-anonymously' }>,
  input: AnswerInput,
): Response {
  const { policy, request, sdk, context } = input;
  const { topology } = policy;
  const homeUrl = primaryUrl(topology, '/') ?? topology.own[0];
  switch (decision.kind) {
    case 'pass':
      return passWithSession(input);
    case 'sync':
      return withoutStrays(withSdkCookies(syncPage(input, homeUrl), sdk.response), input);
    case 'sign-in':
      return withoutStrays(toSignIn(input, homeUrl), input);
    case 'no-access':
      return redirect(noAccessUrl(input), 'organization_required');
    case 'sdk-redirect':
      return sdk.response;
    case 'deny': {
      const { status, reason } = decision;
      const fault = reason === 'session_sync_needed' ? context.fault : undefined;
      return withoutStrays(refusalResponse({ status, reason, fault }), input);
    }
    case 'explain': {
      const page = explainPage({ ...decision, homeUrl, method: request.method });
      return withoutStrays(page, input);
    }
  }
}

/** Lets the app receive a request as the SDK has completed it, with a nonce for the page that it is about to render. */
export function passToApp(response: Response, request: NextRequest): Response {
  return withPagePolicy(continueToApp(response, request.headers.get('referer')), request);
}

function passWithSession({ policy, request, incoming, sdk, context }: AnswerInput): Response {
  const continued = hidesSecondCopy(incoming, policy)
    ? restoreSecondCopy(sdk.response, incoming)
    : sdk.response;
  const response = passToApp(continued, request);
  // A public app is static: its pages are the same for everyone and stay cacheable.
  if (policy.posture !== 'public') response.headers.set('cache-control', 'private, no-store');
  if (context.sessionState === 'graced')
    response.headers.set(REASON_HEADER, formatReasonHeader('outage_grace'));
  if (incoming.cookies.values.has(STALE_CLIENT_COOKIE)) {
    response.headers.append('set-cookie', `${STALE_CLIENT_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`);
  }
  return response;
}

function syncPage({ policy, request, context }: AnswerInput, homeUrl: string): Response {
  const { clientUatSeconds, fault, target } = context;
  return sessionSyncPage({
    clerk: policy.clerk,
    parties: policy.parties.cookie,
    clientUatSeconds,
    fault,
    target,
    // Next decodes the value, which `keepClerkQuery` encoded.
    clerkQuery: request.cookies.get(CLERK_QUERY_COOKIE)?.value,
    homeUrl,
    nowMs: Date.now(),
  });
}

function toSignIn({ policy, request, incoming, context }: AnswerInput, homeUrl: string): Response {
  const { topology } = policy;
  const url = signInUrl(topology, {
    returnUrl: returnUrlOf(incoming.address, ownOriginOf(incoming, policy)),
    isSessionEnded: context.isClientStale,
  });
  if (url) return redirect(withDevelopmentBrowser(url, { policy, incoming }), 'sign_in_required');
  return explainPage({ status: 503, reason: 'primary_absent', homeUrl, method: request.method });
}

/** Next adds the base path to no redirect of a proxy. */
function noAccessUrl({ policy, incoming }: AnswerInput): string {
  return `${ownOriginOf(incoming, policy)}${incoming.address.basePath}${NO_ACCESS_PATH}`;
}

/**
 * Adds the development browser token to a URL. A development instance recognises a browser by a token in each origin's own
 * cookie; without it in the URL the sign-in page would be another browser to Clerk, whose session is unknown here.
 *
 * @source `@clerk/backend` 3.20.1 `createRedirect`, which does the same for redirects out of a page.
 */
function withDevelopmentBrowser(
  url: string,
  { policy, incoming }: Pick<AnswerInput, 'policy' | 'incoming'>,
): string {
  const token = incoming.cookies.values.get('__clerk_db_jwt');
  if (!token || !isDevelopmentFromPublishableKey(policy.clerk.publishableKey)) return url;
  const decorated = new URL(url);
  decorated.searchParams.set('__clerk_db_jwt', token);
  return decorated.href;
}

/** Temporary, so that methods are kept; never stored, because the answer depends on the session. */
function redirect(url: string, reason: Reason): Response {
  const headers = { 'cache-control': 'private, no-store', [REASON_HEADER]: formatReasonHeader(reason) };
  return NextResponse.redirect(url, { status: 307, headers });
}

/** A handshake that the SDK has just resolved must have its one-time cookie cleared, whatever the answer is. */
function withSdkCookies(response: Response, sdk: Response): Response {
  for (const cookie of sdk.headers.getSetCookie()) {
    if (!cookie.startsWith('__clerk_redirect_count=')) response.headers.append('set-cookie', cookie);
  }
  return response;
}

/** Session cookies that a sibling app planted would outlive every fresh token; they are deleted whenever one was refused. */
function withoutStrays(response: Response, { policy, incoming }: AnswerInput): Response {
  const { names, isAmbiguous } = incoming.sessionCookies;
  const host = new URL(ownOriginOf(incoming, policy)).hostname;
  const { browserPath: pathname } = incoming.address;
  for (const line of strayCookieDeletions(names, { host, pathname, isAmbiguous })) {
    response.headers.append('set-cookie', line);
  }
  return response;
}
