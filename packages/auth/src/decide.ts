import type { Reason } from './reasons.ts';

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
  /** Clerk is known to be down: nobody may be sent there, and nothing can be minted. */
  readonly isClerkDown: boolean;
  /** The request only reads, or the outage's grace is for everything. */
  readonly isGraceAllowed: boolean;
  /** The browser says that a session is live (`__client_uat` > 0) and has not just found that to be stale. */
  readonly hasActiveClient: boolean;
  /** The session's active organization is the staff organization. True where the posture asks for none. */
  readonly isInOrganization: boolean;
  /** What the address names is active in this session: an organization, the personal account. True where it names nothing. */
  readonly isTargetActive: boolean;
  /** Session sync has found that this person cannot have it active. */
  readonly isTargetMissing: boolean;
  /** Session sync has just found that the browser drops the token, because it is too large for a cookie. */
  readonly isTokenTooLarge: boolean;
  /** The page that explains a missing organization: it must not redirect to itself. */
  readonly isNoAccessPage: boolean;
  /**
   * A request that may change something, sent by a page of another origin. Sibling subdomains are the same *site*, so
   * SameSite cookies do not stop them.
   */
  readonly isForeignWrite: boolean;
  /**
   * The navigation was begun by a page of another origin, or led through one: what the token says of the session may be out of
   * date there.
   */
  readonly isArrival: boolean;
  /** The request came to one of the app's own origins; only there can a token be minted for it. */
  readonly isOwnOrigin: boolean;
}

/**
 * The SDK's judgement. `graced`: a token that has expired, believed while Clerk is down. `pending`: a valid token of a session with unfinished tasks.
 * `handshake`: it wants to redirect through Clerk. `sdk-redirect`: it must (development instances, organization by URL).
 * `unverifiable`: no judgement was possible.
 */
export type Verdict =
  | 'signed-in'
  | 'graced'
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
  if (facts.verdict === 'graced') return decideGraced(facts);
  if (facts.posture === 'public') return { kind: 'pass', as: 'stranger' };
  if (facts.carrier === 'header') return decideRejectedHeader(facts);
  if (facts.verdict === 'sdk-redirect' && facts.kind === 'document') {
    return facts.isClerkDown ? decideOutage(facts) : { kind: 'sdk-redirect' };
  }
  if (facts.verdict === 'pending') return decidePending(facts);
  if (!facts.hasActiveClient)
    return facts.posture === 'mixed' ? { kind: 'pass', as: 'stranger' } : signInOr401(facts);
  return decideRecovery(facts);
}

function decideSignedIn(facts: RequestFacts): Decision {
  if (facts.isForeignWrite && facts.carrier === 'cookie') {
    const kind = facts.kind === 'submission' ? 'explain' : 'deny';
    return { kind, status: 403, reason: 'cross_origin_request' };
  }
  if (isElsewhere(facts)) return decideSync(facts);
  if (facts.posture !== 'staff' || facts.isInOrganization) return { kind: 'pass', as: 'session' };
  if (facts.isNoAccessPage && facts.carrier === 'cookie') return { kind: 'pass', as: 'session' };
  if (facts.kind === 'document' && facts.carrier === 'cookie') return { kind: 'no-access' };
  return { kind: 'deny', status: 403, reason: 'organization_required' };
}

/**
 * The tasks are done on the sign-in page, which sends back whoever has none. Whoever comes from there may hold a token from
 * before: without a fresh one the two would send them to each other for as long as it lives.
 */
function decidePending(facts: RequestFacts): Decision {
  if (facts.isArrival && facts.kind === 'document' && facts.hasActiveClient && !facts.isClerkDown) {
    return decideSync(facts);
  }
  // The app that shows the sign-in page is mixed, and its guards know of tasks.
  return facts.posture === 'mixed' ? decideSignedIn(facts) : signInOr401(facts);
}

/** While Clerk is down a token that has just expired still tells who is there; what is changed can wait. */
function decideGraced(facts: RequestFacts): Decision {
  if (facts.isGraceAllowed || facts.posture === 'public') return decideSignedIn(facts);
  return facts.kind === 'call' || facts.kind === 'action'
    ? { kind: 'deny', status: 503, reason: 'outage_read_only' }
    : { kind: 'explain', status: 503, reason: 'outage_read_only' };
}

/** The address names another organization than the active one, and this person may be a member of it. */
function isElsewhere(facts: RequestFacts): boolean {
  if (facts.isTargetActive || facts.isTargetMissing || facts.carrier === 'header') return false;
  return facts.posture !== 'public' && facts.hasActiveClient;
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
  if (facts.verdict === 'unverifiable') return decideOutage(facts);
  if (facts.verdict === 'keys-mismatch') {
    const kind = facts.kind === 'call' || facts.kind === 'action' ? 'deny' : 'explain';
    return { kind, status: 503, reason: 'keys_mismatch' };
  }
  return decideSync(facts);
}

/** The token must be minted again, which only a page of this app can do. */
function decideSync(facts: RequestFacts): Decision {
  if (facts.isClerkDown) return decideOutage(facts);
  // Whatever is minted now is dropped again. No page passes either: the sign-in page would lead right back here.
  if (facts.isTokenTooLarge) {
    const kind = facts.kind === 'call' || facts.kind === 'action' ? 'deny' : 'explain';
    return { kind, status: 503, reason: 'token_too_large' };
  }
  if (facts.kind === 'call' || facts.kind === 'action') {
    return { kind: 'deny', status: 401, reason: 'session_sync_needed' };
  }
  if (!facts.isOwnOrigin) return { kind: 'explain', status: 421, reason: 'origin_not_registered' };
  if (facts.kind === 'submission') return { kind: 'explain', status: 401, reason: 'method_not_synced' };
  return { kind: 'sync' };
}

/** No redirect to a dead host, and no 401 for somebody who is signed in: a page of a mixed app is anyone's to read. */
function decideOutage(facts: RequestFacts): Decision {
  if (facts.kind === 'call' || facts.kind === 'action') {
    return { kind: 'deny', status: 503, reason: 'clerk_unavailable' };
  }
  if (facts.kind === 'document' && facts.posture === 'mixed') return { kind: 'pass', as: 'stranger' };
  return { kind: 'explain', status: 503, reason: 'clerk_unavailable' };
}

function signInOr401(facts: RequestFacts): Decision {
  // A soft navigation that gets 401 becomes a full one, which then is redirected.
  return facts.kind === 'document'
    ? { kind: 'sign-in' }
    : { kind: 'deny', status: 401, reason: 'sign_in_required' };
}
