import type { NextRequest } from 'next/server';
import { type AppPolicy, ownOriginOf } from '../environment/app-policy.ts';
import { refusalResponse } from '../problem.ts';
import { formatReasonHeader, REASON_HEADER } from '../reasons.ts';
import {
  explainNavigation,
  type Recovery,
  recoverCrossSiteForm,
  redirectToNoAccess,
  redirectToSignIn,
  syncSession,
} from '../recovery/recover.ts';
import type { ArrivedRequest } from '../request/read-request.ts';
import { hasStaleNote, noteReopened, plantedNotes, staleClientDeletion } from '../request/sync-notes.ts';
import type { AuthContext } from './auth-context.ts';
import type { Decision } from './decide.ts';
import { hidesSecondCopy } from './request-for-sdk.ts';
import type { SdkOutcome } from './run-clerk-sdk.ts';
import type { OwnRun } from './run-own-handler.ts';
import { strayCookieDeletions } from './stray-cookies.ts';
import { addressRedirect } from './to-app/address-redirect.ts';
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
export async function answer(
  decision: Exclude<Decision, { readonly kind: 'pass-anonymously' }>,
  input: AnswerInput,
): Promise<Response> {
  const { sdk, context } = input;
  switch (decision.kind) {
    case 'pass':
      return passWithSession(input);
    case 'sync':
      return withoutStrays(withSdkCookies(await syncSession(recoveryOf(input)), sdk.response), input);
    case 'resend':
    case 'confirm':
      return recoverCrossSiteForm(decision.kind, recoveryOf(input));
    case 'sign-in':
      return reopened(withoutStrays(redirectToSignIn(recoveryOf(input)), input), input);
    case 'no-access':
      return reopened(withoutNotes(redirectToNoAccess(recoveryOf(input)), input), input);
    case 'sdk-redirect':
      return reopened(sdk.response, input);
    case 'deny': {
      const { status, reason } = decision;
      const fault = reason === 'session_sync_needed' ? context.fault : undefined;
      return withoutStrays(refusalResponse({ status, reason, fault }), input);
    }
    case 'explain':
      return reopened(withoutStrays(await explainNavigation(decision, recoveryOf(input)), input), input);
  }
}

function recoveryOf({ policy, request, incoming, context, own }: AnswerInput): Recovery {
  const { fault, target } = context;
  return { policy, request, incoming, fault, target, returnUrl: own?.signIn?.returnUrl, nowMs: Date.now() };
}

/** Lets the app receive a request as the SDK has completed it, with a nonce for the page that it is about to render. */
export function passToApp(response: Response, input: AnswerInput): Response {
  const { request, incoming, own } = input;
  const hidden = { referer: request.headers.get('referer'), authorization: incoming.ignoredAuthorization };
  const isRewritten = own?.hasRewritten(response) ?? false;
  const passed = withPagePolicy(continueToApp(response, { hidden, isRewritten }), request);
  noteReopened(passed.headers, incoming);
  return own ? completeAsOwn(passed, own, input) : passed;
}

function completeAsOwn(response: Response, own: OwnRun, { policy, request, incoming, context }: AnswerInput) {
  // The Pages Router's own fetches understand only a redirect that Next has made relative.
  if (context.isOwnOrigin && !request.headers.has('x-nextjs-data')) {
    const ownOrigin = ownOriginOf(incoming.address, policy);
    addressRedirect(response, { listening: request.nextUrl.origin, ownOrigin });
  }
  return own.completeRequest(response);
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
  const [ownOrigin] = policy.topology.own;
  if (hasStaleNote(incoming.cookies, ownOrigin))
    response.headers.append('set-cookie', staleClientDeletion(ownOrigin));
  // Over https the notes have other names: these have no effect, and are only deleted.
  return ownOrigin.startsWith('https:') ? withoutNotes(response, input) : response;
}

/** The page that session sync opened again has its answer, although the app did not give it. */
function reopened(response: Response, { incoming }: AnswerInput): Response {
  noteReopened(response.headers, incoming);
  return response;
}

/** A handshake that the SDK has just resolved must have its one-time cookie cleared, whatever the answer is. */
function withSdkCookies(response: Response, sdk: Response): Response {
  for (const cookie of sdk.headers.getSetCookie()) {
    if (!cookie.startsWith('__clerk_redirect_count=')) response.headers.append('set-cookie', cookie);
  }
  return response;
}

/**
 * Cookies that a sibling app planted would outlive every fresh token. Session cookies are deleted whenever a session was refused; of a
 * name that came once only the parent domain's, because the other one is the app's own.
 */
function withoutStrays(response: Response, input: AnswerInput): Response {
  const { sessionCookies, cookies, address } = input.incoming;
  const { names } = sessionCookies;
  const isTwice = (name: string) => cookies.ambiguousNames.has(name);
  const host = hostOf(input);
  const { browserPath: pathname } = address;
  const once = names.filter((name) => !isTwice(name));
  return withLines(withoutNotes(response, input), [
    ...strayCookieDeletions(once, { host, pathname, isAmbiguous: false }),
    ...strayCookieDeletions(names.filter(isTwice), { host, pathname, isAmbiguous: true }),
  ]);
}

/** No page of this package writes a note of session sync for a parent domain. */
function withoutNotes(response: Response, input: AnswerInput): Response {
  const place = { host: hostOf(input), pathname: '/', isAmbiguous: false };
  return withLines(response, strayCookieDeletions(plantedNotes(input.incoming.cookies), place));
}

function withLines(response: Response, lines: readonly string[]): Response {
  for (const line of lines) response.headers.append('set-cookie', line);
  return response;
}

function hostOf({ policy, incoming }: AnswerInput): string {
  return new URL(ownOriginOf(incoming.address, policy)).hostname;
}
