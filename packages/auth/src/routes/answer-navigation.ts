import type { Refusal } from '../access/requirement.ts';
import {
  explainNavigation,
  type Recovery,
  recoverCrossSiteForm,
  redirectToNoAccess,
  redirectToSignIn,
  syncSession,
} from '../recovery/recover.ts';
import type { ArrivedRequest } from '../request/read-request.ts';
import { crossSiteFormOf, senderOf } from '../request/sender.ts';
import type { Identification } from './identify-caller.ts';
import type { RoutePolicy } from './route-policy.ts';

/** A request to a route, and the policy of its app. */
interface Navigating {
  readonly policy: RoutePolicy;
  readonly request: Pick<Request, 'headers' | 'body'>;
  readonly incoming: ArrivedRequest;
}

/**
 * Whether the answer is shown to a user: a link to a file under `/api`, or a form that is sent there. A client that sends a
 * token in the Authorization header is a program.
 */
export function isShown({ kind, headerToken }: ArrivedRequest): boolean {
  return headerToken === undefined && (kind === 'document' || kind === 'frame' || kind === 'submission');
}

/**
 * Finds the answer to a form of another site, which the proxy would send once more: see `decide`.
 *
 * @returns null: it is none.
 */
export function answerCrossSiteForm(
  { policy, request, incoming }: Navigating,
  found: Identification,
): Promise<Response> | null {
  const recovery = recoveryOf({ policy, request, incoming });
  switch (crossSiteFormOf(incoming, policy.ownOrigins)) {
    case 'first':
      return recoverCrossSiteForm('resend', recovery);
    case 'unresolved':
      return explainNavigation({ status: 403, reason: 'cross_origin_request' }, recovery);
    case 'again': {
      const isAnonymous = found.kind === 'unknown' && found.reason === 'sign_in_required';
      return isAnonymous ? null : recoverCrossSiteForm('confirm', recovery);
    }
    case null:
      return null;
  }
}

/** Answers a navigation whose caller is not known as the proxy would: session sync, the sign-in page, an explanation. */
export async function answerUnknown(
  navigating: Navigating,
  { status, reason, fault }: Extract<Identification, { readonly kind: 'unknown' }>,
): Promise<Response> {
  const { policy, incoming } = navigating;
  const recovery = recoveryOf(navigating, fault);
  if (reason === 'sign_in_required' && incoming.kind === 'document') return redirectToSignIn(recovery);
  if (reason !== 'session_sync_needed') return explainNavigation({ status, reason }, recovery);
  if (!policy.app.ownOrigins.has(incoming.address.host)) {
    return explainNavigation({ status: 421, reason: 'origin_not_registered' }, recovery);
  }
  if (incoming.kind !== 'submission') return syncSession(recovery);
  switch (senderOf(incoming, policy.ownOrigins)) {
    case 'own':
      return syncSession(recovery);
    case 'foreign':
      return explainNavigation({ status: 403, reason: 'cross_origin_request' }, recovery);
    case 'unknown':
      return explainNavigation({ status: 401, reason: 'method_not_synced' }, recovery);
  }
}

/** Answers a navigation of a user who does not meet the route's requirement, as the guards of pages do. */
export function answerRefused(navigating: Navigating, refusal: Refusal): Response | Promise<Response> {
  const recovery = recoveryOf(navigating);
  if (navigating.incoming.kind === 'submission') {
    const status = refusal === 'session_pending' ? 401 : 403;
    return explainNavigation({ status, reason: refusal }, recovery);
  }
  return refusal === 'session_pending' ? redirectToSignIn(recovery) : redirectToNoAccess(recovery, refusal);
}

function recoveryOf(
  { policy, request, incoming }: Navigating,
  fault: Recovery['fault'] = 'token_missing',
): Recovery {
  return { policy: policy.app, request, incoming, fault, target: null, nowMs: Date.now() };
}
