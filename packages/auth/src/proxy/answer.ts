import { isDevelopmentFromPublishableKey } from '@clerk/shared/keys';
import { type NextRequest, NextResponse } from 'next/server';
import { type AppPolicy, ownOriginOf } from '../environment/app-policy.ts';
import { refusalResponse } from '../problem.ts';
import { formatReasonHeader, REASON_HEADER, type Reason } from '../reasons.ts';
import { explainPage } from '../recovery/explain-page.ts';
import { confirmFormPage, keptFormPage, resendFormPage } from '../recovery/form-pages.ts';
import { keepForm } from '../recovery/kept-form.ts';
import { sessionSyncPage } from '../recovery/session-sync-page.ts';
import { primaryHomeUrl, signInUrlFor } from '../registry/app-pages.ts';
import { returnUrlOf } from '../request/address.ts';
import { markCrossSite, unmarkCrossSite } from '../request/cross-site-form.ts';
import type { ArrivedRequest } from '../request/read-request.ts';
import { CLERK_QUERY_COOKIE, STALE_CLIENT_COOKIE } from '../stored-names.ts';
import type { AuthContext } from './auth-context.ts';
import type { Decision } from './decide.ts';
import { hidesSecondCopy } from './request-for-sdk.ts';
import type { SdkOutcome } from './run-clerk-sdk.ts';
import type { OwnRun } from './run-own-handler.ts';
import { strayCookieDeletions } from './stray-cookies.ts';
import { continueToApp, restoreSecondCopy } from './to-app/continue-to-app.ts';
import { withPagePolicy } from './to-app/page-policy.ts';

/** What an answer is made of. */
export interface AnswerInput {
  readonly policy: AppPolicy;
  readonly request: NextRequest;
  readonly incoming: ArrivedRequest;
  readonly sdk: SdkOutcome;
  readonly context: AuthContext;
  /** The run of the team's handler; absent: there is none. */
  readonly own?: OwnRun | undefined;
}

/** Carries out a decision that needs no second run of the SDK. The body of a form is read only where a page keeps it. */
export function answer(
  decision: Exclude<Decision, { readonly kind: 'pass-anonymously' }>,
  input: AnswerInput,
): Response | Promise<Response> {
  const { incoming, sdk, context } = input;
  switch (decision.kind) {
    case 'pass':
      return passWithSession(input);
    case 'sync':
      return syncSession(input);
    case 'resend':
    case 'confirm':
      return crossSiteForm(decision.kind, input);
    case 'sign-in':
      return withoutStrays(toSignIn(input), input);
    case 'no-access':
      return redirect(noAccessUrl(input), 'organization_required');
    case 'sdk-redirect':
      return sdk.response;
    case 'deny': {
      const { status, reason } = decision;
      const fault = reason === 'session_sync_needed' ? context.fault : undefined;
      return withoutStrays(refusalResponse({ status, reason, fault }), input);
    }
    case 'explain':
      return incoming.kind === 'submission' ? explainForm(decision, input) : explain(decision, input);
  }
}

/** Lets the app receive a request as the SDK has completed it, with a nonce for the page that it is about to render. */
export function passToApp(
  response: Response,
  { request, own }: Pick<AnswerInput, 'request' | 'own'>,
): Response {
  const referer = request.headers.get('referer');
  const isRewritten = own?.hasRewritten(response) ?? false;
  const passed = withPagePolicy(continueToApp(response, { referer, isRewritten }), request);
  return own ? own.completeRequest(passed) : passed;
}

function passWithSession(input: AnswerInput): Response {
  const { policy, incoming, sdk, context, own } = input;
  const continued = hidesSecondCopy(incoming, policy)
    ? restoreSecondCopy(sdk.response, incoming)
    : sdk.response;
  const response = passToApp(continued, input);
  // A public app is static: its pages are the same for everyone and stay cacheable.
  const isOwnChoice = own !== undefined && response.headers.has('cache-control');
  if (context.posture !== 'public' && !isOwnChoice)
    response.headers.set('cache-control', 'private, no-store');
  if (context.sessionState === 'graced')
    response.headers.set(REASON_HEADER, formatReasonHeader('outage_grace'));
  if (incoming.cookies.values.has(STALE_CLIENT_COOKIE)) {
    response.headers.append('set-cookie', `${STALE_CLIENT_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`);
  }
  return response;
}

async function syncSession(input: AnswerInput): Promise<Response> {
  const { policy, request, incoming, sdk, context } = input;
  const isForm = incoming.kind === 'submission';
  const form = isForm ? await keepForm(request) : null;
  if (isForm && form === null) return explain({ status: 401, reason: 'method_not_synced' }, input);
  const { clientUatSeconds, fault, target } = context;
  const page = sessionSyncPage({
    clerk: policy.clerk,
    parties: policy.parties.cookie,
    clientUatSeconds,
    fault,
    target,
    // Next decodes the value, which `keepClerkQuery` encoded.
    clerkQuery: request.cookies.get(CLERK_QUERY_COOKIE)?.value,
    homeUrl: homeUrl(policy),
    sources: policy.pageSources,
    ...(form ? { repost: { form, action: addressOf(input) } } : {}),
    nowMs: Date.now(),
  });
  return withoutStrays(withSdkCookies(page, sdk.response), input);
}

async function crossSiteForm(kind: 'resend' | 'confirm', input: AnswerInput): Promise<Response> {
  const { policy, request, incoming } = input;
  const form = await keepForm(request);
  if (form === null) return explain({ status: 403, reason: 'cross_origin_request' }, input);
  const { address } = incoming;
  const search = kind === 'resend' ? markCrossSite(address.search) : unmarkCrossSite(address.search);
  const action = returnUrlOf({ ...address, search }, ownOriginOf(address, policy));
  const page = { repost: { form, action }, sources: policy.pageSources };
  return kind === 'resend' ? resendFormPage(page) : confirmFormPage(page);
}

/** A form of this app is kept, so that the user can send it again. The form of another site is not. */
async function explainForm(explained: Explained, input: AnswerInput): Promise<Response> {
  const { policy, request, context } = input;
  const isKept = context.isOwnForm || context.crossSiteForm === 'again';
  const form = isKept && context.isOwnOrigin ? await keepForm(request) : null;
  if (form === null) return explain(explained, input);
  const page = keptFormPage({
    ...explained,
    repost: { form, action: addressOf(input) },
    sources: policy.pageSources,
    signInUrl: helpfulSignIn(explained, input),
  });
  return withoutStrays(page, input);
}

type Explained = Pick<Extract<Decision, { readonly kind: 'explain' }>, 'status' | 'reason'>;

function explain({ status, reason }: Explained, input: AnswerInput): Response {
  const { policy, request } = input;
  const page = explainPage({
    status,
    reason,
    homeUrl: homeUrl(policy),
    method: request.method,
    sources: policy.pageSources,
    signInUrl: helpfulSignIn({ status, reason }, input),
    formUrl: formUrl(input),
  });
  return withoutStrays(page, input);
}

/** The sign-in page that leads back to the page with the form, or to this page. */
function helpfulSignIn({ reason }: Explained, input: AnswerInput): string | undefined {
  return reason === 'sign_in_required' ? signInPage(input) : undefined;
}

/** The page of this app that held the form, where the browser named it. */
function formUrl({ policy, incoming }: AnswerInput): string | undefined {
  const { kind, referer } = incoming;
  if (kind !== 'submission' || referer === null || !URL.canParse(referer)) return undefined;
  const { origin, href } = new URL(referer);
  return policy.topology.own.some((own) => own === origin) ? href : undefined;
}

function homeUrl({ topology }: AnswerInput['policy']): string {
  return primaryHomeUrl(topology) ?? topology.own[0];
}

/** Absolute URL of the request, at the own origin that the browser addressed. */
function addressOf({ policy, incoming }: AnswerInput): string {
  return returnUrlOf(incoming.address, ownOriginOf(incoming.address, policy));
}

function toSignIn(input: AnswerInput): Response {
  const url = signInPage(input);
  return url ? redirect(url, 'sign_in_required') : explain({ status: 503, reason: 'primary_absent' }, input);
}

function signInPage(input: AnswerInput): string | undefined {
  const { policy, incoming, context, own } = input;
  const page = incoming.kind === 'submission' ? (formUrl(input) ?? policy.topology.own[0]) : addressOf(input);
  const url = signInUrlFor(policy.topology, {
    returnUrl: own?.signIn?.returnUrl ?? page,
    isSessionEnded: context.isClientStale,
  });
  return url && withDevelopmentBrowser(url, { policy, incoming });
}

/** Next adds the base path to no redirect of a proxy. */
function noAccessUrl({ policy, incoming }: AnswerInput): string {
  return `${ownOriginOf(incoming.address, policy)}${incoming.address.basePath}${policy.topology.noAccessPath}`;
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
  const host = new URL(ownOriginOf(incoming.address, policy)).hostname;
  const { browserPath: pathname } = incoming.address;
  for (const line of strayCookieDeletions(names, { host, pathname, isAmbiguous })) {
    response.headers.append('set-cookie', line);
  }
  return response;
}
