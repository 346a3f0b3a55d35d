import type { Reason } from './events.ts';

/** What is known about a request once Clerk's SDK has judged its token. No Request, no clock, no environment in here. */
export interface RequestFacts {
  readonly posture: 'public' | 'mixed' | 'protected' | 'staff';
  /**
   * `document`: a GET or HEAD navigation, which may be answered with a page. `submission`: a form post.
   * `action`: a Server Action. `call`: everything else.
   */
  readonly kind: 'document' | 'submission' | 'action' | 'call';
  /** Where the token was read from: the SDK prefers the Authorization header. */
  readonly carrier: 'cookie' | 'header';
  readonly verdict: Verdict;
  /** The browser says that a session is live (`__client_uat` > 0) and has not just found that to be stale. */
  readonly hasActiveClient: boolean;
  /** The session's active organization is the staff organization. True where the posture asks for none. */
  readonly isInOrganization: boolean;
  /** The page that explains a missing organization: it must not redirect to itself. */
  readonly isNoAccessPage: boolean;
  /**
   * A request that may change something, sent by a page of another origin. Sibling subdomains are the same *site*, so
   * SameSite cookies do not stop them.
   */
  readonly isForeignWrite: boolean;
  /** The request came to one of the app's own origins; only there can a token be minted for it. */
  readonly isOwnOrigin: boolean;
}

/**
 * The SDK's judgement. `pending`: a valid token of a session with unfinished tasks.
 * `handshake`: it wants to redirect through Clerk. `sdk-redirect`: it must (development instances, organization by URL).
 * `unverifiable`: no judgement was possible.
 */
export type Verdict =
  | 'signed-in'
  | 'pending'
  | 'signed-out'
  | 'handshake'
  | 'sdk-redirect'
  | 'unverifiable'
  | 'keys-mismatch';

export type Decision =
  /** `session`: the app sees the person. `stranger`: it sees nobody, and Clerk's cookies are hidden from it. */
  | { readonly kind: 'pass'; readonly as: 'session' | 'stranger' }
  | { readonly kind: 'sync' }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'no-access' }
  | { readonly kind: 'sdk-redirect' }
  | { readonly kind: 'deny'; readonly status: 401 | 403 | 503; readonly reason: Reason }
  | { readonly kind: 'explain'; readonly status: 401 | 403 | 421 | 503; readonly reason: Reason };

/**
 * The whole policy of the proxy as one pure function; `decide.test.ts` enumerates it.
 * The proxy routes and keeps tokens fresh; what may be read is decided again by the guard next to the data.
 *
 * @returns Exactly one outcome. A call is never redirected; a document never gets JSON; a stranger on a public page is never stopped.
 * @source `@clerk/backend` 3.20.1 `authenticateRequest`; issue clerk/javascript#9285 (soft navigations);
 * `@clerk/nextjs` 7.9.7 `__internal_onBeforeSetActive` (the SDK's own Server Action).
 */
export function decide(facts: RequestFacts): Decision {
  if (facts.verdict === 'signed-in') return decideSignedIn(facts);
  if (facts.posture === 'public') return { kind: 'pass', as: 'stranger' };
  if (facts.carrier === 'header') return decideRejectedHeader(facts);
  if (facts.verdict === 'sdk-redirect' && facts.kind === 'document') return { kind: 'sdk-redirect' };
  if (facts.verdict === 'pending') return signInOr401(facts);
  if (!facts.hasActiveClient)
    return facts.posture === 'mixed' ? { kind: 'pass', as: 'stranger' } : signInOr401(facts);
  return decideRecovery(facts);
}

function decideSignedIn(facts: RequestFacts): Decision {
  if (facts.isForeignWrite && facts.carrier === 'cookie') {
    const kind = facts.kind === 'submission' ? 'explain' : 'deny';
    return { kind, status: 403, reason: 'cross_origin_request' };
  }
  if (facts.posture !== 'staff' || facts.isInOrganization) return { kind: 'pass', as: 'session' };
  if (facts.isNoAccessPage && facts.carrier === 'cookie') return { kind: 'pass', as: 'session' };
  if (facts.kind === 'document' && facts.carrier === 'cookie') return { kind: 'no-access' };
  return { kind: 'deny', status: 403, reason: 'organization_required' };
}

function decideRejectedHeader(facts: RequestFacts): Decision {
  if (facts.verdict === 'unverifiable') return { kind: 'deny', status: 503, reason: 'clerk_unavailable' };
  if (facts.posture === 'mixed') return { kind: 'pass', as: 'stranger' };
  return { kind: 'deny', status: 401, reason: 'token_rejected' };
}

/** Somebody is signed in, yet this app holds no good token: never a reason to sign them out. */
function decideRecovery(facts: RequestFacts): Decision {
  // While signing in, the SDK itself runs a Server Action before the app has its first token, and waits for it for ever.
  if (facts.kind === 'action' && facts.posture === 'mixed') return { kind: 'pass', as: 'stranger' };
  const isCall = facts.kind === 'call' || facts.kind === 'action';
  const outage = facts.verdict === 'unverifiable';
  if (outage || facts.verdict === 'keys-mismatch') {
    const reason = outage ? 'clerk_unavailable' : 'keys_mismatch';
    return isCall ? { kind: 'deny', status: 503, reason } : { kind: 'explain', status: 503, reason };
  }
  if (isCall) return { kind: 'deny', status: 401, reason: 'session_sync_needed' };
  if (!facts.isOwnOrigin) return { kind: 'explain', status: 421, reason: 'origin_not_registered' };
  if (facts.kind === 'submission') return { kind: 'explain', status: 401, reason: 'method_not_synced' };
  return { kind: 'sync' };
}

function signInOr401(facts: RequestFacts): Decision {
  // A soft navigation that gets 401 becomes a full one, which then is redirected.
  return facts.kind === 'document'
    ? { kind: 'sign-in' }
    : { kind: 'deny', status: 401, reason: 'sign_in_required' };
}
