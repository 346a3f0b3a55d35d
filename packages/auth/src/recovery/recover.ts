import { isDevelopmentFromPublishableKey } from '@clerk/shared/keys';
import { type AppPolicy, ownOriginOf } from '../environment/app-policy.ts';
import { formatReasonHeader, REASON_HEADER, type Reason, type TokenFault } from '../reasons.ts';
import { primaryHomeUrl, signInUrlFor } from '../registry/app-pages.ts';
import { decodePercent } from '../registry/decode-percent.ts';
import type { OrganizationTarget } from '../registry/organization-target.ts';
import { returnUrlOf } from '../request/address.ts';
import { markCrossSite, unmarkCrossSite } from '../request/cross-site-form.ts';
import type { ArrivedRequest } from '../request/read-request.ts';
import { crossSiteFormOf, senderOf } from '../request/sender.ts';
import { hasStaleNote, isStaleClient, staleClientDeletion } from '../request/sync-notes.ts';
import { CLERK_QUERY_COOKIE } from '../stored-names.ts';
import { explainPage } from './explain-page.ts';
import { confirmFormPage, keptFormPage, resendFormPage } from './form-pages.ts';
import { keepForm } from './kept-form.ts';
import { sessionSyncPage } from './session-sync-page.ts';

/** A navigation that cannot be answered as it is, and what is known about it. */
export interface Recovery {
  readonly policy: AppPolicy;
  /** Its body is read only where a page keeps a form. */
  readonly request: Pick<Request, 'headers' | 'body'>;
  readonly incoming: ArrivedRequest;
  /** What is wrong with the token, if a session has to be synced because of it. */
  readonly fault: TokenFault;
  /** The organization to make active; null: keep the active one. */
  readonly target: OrganizationTarget | null;
  /** Where sign-in leads back to; absent: to the page, or to the page with the form. Empty: nowhere. */
  readonly returnUrl?: string | undefined;
  /** The server's time, Unix milliseconds. */
  readonly nowMs: number;
}

/** Why a page explains something, with its status. */
export interface Explained {
  readonly status: 401 | 403 | 421 | 503;
  readonly reason: Reason;
}

/** The session sync page, which then opens the page again, or sends the form again where it can be kept. */
export async function syncSession(recovery: Recovery): Promise<Response> {
  const { policy, request, incoming, fault, target, nowMs } = recovery;
  const isForm = incoming.kind === 'submission';
  const form = isForm ? await keepForm(request) : null;
  if (isForm && form === null) return explain({ status: 401, reason: 'method_not_synced' }, recovery);
  return sessionSyncPage({
    clerk: policy.clerk,
    parties: policy.parties.cookie,
    clientUatSeconds: incoming.clientUatSeconds,
    fault,
    target,
    clerkQuery: decodePercent(incoming.cookies.values.get(CLERK_QUERY_COOKIE) ?? ''),
    cookieSuffix: incoming.cookieSuffix,
    homeUrl: homeUrl(policy),
    ownOrigin: ownOriginOf(incoming.address, policy),
    sources: policy.pageSources,
    ...(form ? { repost: { form, action: addressOf(recovery) } } : {}),
    nowMs,
  });
}

/** The page that sends a form of another site once more, or asks the user whether it may act for them. */
export async function recoverCrossSiteForm(
  kind: 'resend' | 'confirm',
  recovery: Recovery,
): Promise<Response> {
  const { policy, request, incoming } = recovery;
  const { address } = incoming;
  // From there the browser would send the form to another origin, which the page's policy forbids.
  if (!policy.ownOrigins.has(address.host))
    return explain({ status: 421, reason: 'origin_not_registered' }, recovery);
  const form = await keepForm(request);
  if (form === null) return explain({ status: 403, reason: 'cross_origin_request' }, recovery);
  const search = kind === 'resend' ? markCrossSite(address.search) : unmarkCrossSite(address.search);
  const action = returnUrlOf({ ...address, search }, ownOriginOf(address, policy));
  const page = { repost: { form, action }, sources: policy.pageSources };
  return kind === 'resend' ? resendFormPage(page) : confirmFormPage(page);
}

/** A page that explains. A form of this app is kept on it, so that the user can send it again; that of another origin is not. */
export async function explainNavigation(explained: Explained, recovery: Recovery): Promise<Response> {
  const { policy, request, incoming } = recovery;
  const { own } = policy.topology;
  // A form of another site that a page of this app sent once more: nothing of it is more than what that site knows.
  const isOwn = senderOf(incoming, own) === 'own' || crossSiteFormOf(incoming, own) === 'again';
  const isKept = incoming.kind === 'submission' && isOwn && policy.ownOrigins.has(incoming.address.host);
  const form = isKept ? await keepForm(request) : null;
  if (form === null) return explain(explained, recovery);
  return keptFormPage({
    ...explained,
    repost: { form, action: addressOf(recovery) },
    sources: policy.pageSources,
    signInUrl: helpfulSignIn(explained, recovery),
  });
}

/** A redirect to the sign-in page, which leads back here. Explains where the primary app has no deployment. */
export function redirectToSignIn(recovery: Recovery): Response {
  const url = signInPage(recovery);
  if (!url) return explain({ status: 503, reason: 'primary_absent' }, recovery);
  const response = redirect(url, 'sign_in_required');
  const [own] = recovery.policy.topology.own;
  // Where the sign-in page finds the user signed in, it leads back here: the next time session sync finds out anew, and counts.
  if (hasStaleNote(recovery.incoming.cookies, own))
    response.headers.append('set-cookie', staleClientDeletion(own));
  return response;
}

/**
 * A redirect to the app's page for users without access.
 *
 * @param reason Default: the page is told none; it is that of a missing organization.
 */
export function redirectToNoAccess({ policy, incoming }: Recovery, reason?: Reason): Response {
  // Next adds the base path to no redirect of a proxy or a Route Handler.
  const page = `${ownOriginOf(incoming.address, policy)}${incoming.address.basePath}${policy.topology.noAccessPath}`;
  return reason === undefined
    ? redirect(page, 'organization_required')
    : redirect(`${page}?${new URLSearchParams({ reason })}`, reason);
}

function explain({ status, reason }: Explained, recovery: Recovery): Response {
  const { policy, incoming } = recovery;
  return explainPage({
    status,
    reason,
    homeUrl: homeUrl(policy),
    method: incoming.method,
    sources: policy.pageSources,
    signInUrl: helpfulSignIn({ status, reason }, recovery),
    formUrl: formUrl(recovery),
  });
}

function helpfulSignIn({ reason }: Explained, recovery: Recovery): string | undefined {
  return reason === 'sign_in_required' ? signInPage(recovery) : undefined;
}

/** The page of this app that held the form, where the browser named it. */
function formUrl({ policy, request, incoming }: Recovery): string | undefined {
  const referer = request.headers.get('referer');
  if (incoming.kind !== 'submission' || referer === null || !URL.canParse(referer)) return undefined;
  const { origin, href } = new URL(referer);
  return policy.topology.own.some((own) => own === origin) ? href : undefined;
}

function homeUrl({ topology }: AppPolicy): string {
  return primaryHomeUrl(topology) ?? topology.own[0];
}

/** Absolute URL of the request, at the own origin that the browser addressed. */
function addressOf({ policy, incoming }: Recovery): string {
  return returnUrlOf(incoming.address, ownOriginOf(incoming.address, policy));
}

/** A path that the team's handler names is one of this app; on the sign-in page it would be one of the primary app. */
function resolved(returnUrl: string, address: string): string {
  return returnUrl !== '' && URL.canParse(returnUrl, address) ? new URL(returnUrl, address).href : '';
}

function signInPage(recovery: Recovery): string | undefined {
  const { policy, incoming, returnUrl } = recovery;
  // The target of a form is often no page.
  const page =
    incoming.kind === 'submission' ? (formUrl(recovery) ?? policy.topology.own[0]) : addressOf(recovery);
  const url = signInUrlFor(policy.topology, {
    returnUrl: returnUrl === undefined ? page : resolved(returnUrl, addressOf(recovery)),
    isSessionEnded: isStaleClient(incoming, policy.topology.own[0]),
  });
  return url && withDevelopmentBrowser(url, recovery);
}

/**
 * Adds the development browser token to a URL. A development instance recognises a browser by a token in each origin's own
 * cookie; without it in the URL the sign-in page would be another browser to Clerk, whose session is unknown here.
 *
 * @source `@clerk/backend` 3.20.1 `createRedirect`, which does the same for redirects out of a page.
 */
function withDevelopmentBrowser(url: string, { policy, incoming }: Recovery): string {
  const token = incoming.cookies.values.get('__clerk_db_jwt');
  if (!token || !isDevelopmentFromPublishableKey(policy.clerk.publishableKey)) return url;
  const decorated = new URL(url);
  decorated.searchParams.set('__clerk_db_jwt', token);
  return decorated.href;
}

/** Temporary, so that methods are kept; never stored, because the answer depends on the session. */
function redirect(url: string, reason: Reason): Response {
  return new Response(null, {
    status: 307,
    headers: {
      location: url,
      'cache-control': 'private, no-store',
      [REASON_HEADER]: formatReasonHeader(reason),
    },
  });
}
