import type { AppPolicy } from '../environment/app-policy.ts';
import type { TokenFault } from '../reasons.ts';
import {
  isActiveTarget,
  type OrganizationTarget,
  organizationTarget,
} from '../registry/organization-target.ts';
import { isPublicPath } from '../registry/own-paths.ts';
import { isClientUatLost } from '../request/client-uat.ts';
import type { ArrivedRequest } from '../request/read-request.ts';
import type { RequestKind } from '../request/request-kind.ts';
import {
  type CrossSiteForm,
  crossSiteFormOf,
  isArrival,
  isForeignWrite,
  senderOf,
} from '../request/sender.ts';
import { isServedFile } from '../request/served-files.ts';
import { isStaleClient, isTargetMissing, isTokenTooLarge } from '../request/sync-notes.ts';
import { measureTokenBudget, type TokenBudget } from '../token/token-budget.ts';
import { nameTokenFault } from '../token/token-fault.ts';
import { readUnverifiedClaims, type TokenClaims } from '../token/unverified-claims.ts';
import type { SdkSession, SessionState } from './run-clerk-sdk.ts';

/**
 * Everything known about a request's authentication, once Clerk's SDK has run. Plain values: `decide` chooses by them, and the
 * answer and the event are built from them.
 */
export interface AuthContext {
  /** Of the app; `public` where the path is one that anyone may read. */
  readonly posture: AppPolicy['posture'];
  readonly kind: RequestKind;
  /** Where the token was read from: the SDK prefers the Authorization header. */
  readonly carrier: 'cookie' | 'header';
  readonly sessionState: SessionState;
  /** Clerk is known to be down: no browser may be sent there, and no token can be minted. */
  readonly isClerkDown: boolean;
  /** The request only reads, or the outage's grace is for everything. */
  readonly isGraceAllowed: boolean;
  /**
   * The browser says that a session is live (`__client_uat` > 0), and session sync has not just found that to be stale. For a write
   * also where that cookie is lost or came twice beside a session's token: the user may be signed in, and must not write as nobody.
   */
  readonly hasActiveClient: boolean;
  /** Session sync has just found that no session is live in this browser, although its `__client_uat` says so. */
  readonly isClientStale: boolean;
  /** The session's active organization is the staff organization. True where the posture requires none. */
  readonly isInOrganization: boolean;
  /** The organization that the address names; null: none. */
  readonly target: OrganizationTarget | null;
  /** It is the session's active organization. True where the address names none. */
  readonly isTargetActive: boolean;
  /** Session sync has found that the user is no member of it. */
  readonly isTargetMissing: boolean;
  /** Session sync has just found that the browser drops the token, because it is too large for a cookie. */
  readonly isTokenTooLarge: boolean;
  /** The page that explains a missing organization: it must not redirect to itself. */
  readonly isNoAccessPage: boolean;
  /** The request may change something. */
  readonly isWrite: boolean;
  /** It was sent by a page of another origin, and may change something. */
  readonly isForeignWrite: boolean;
  /** It was certainly sent by a page of this app: its body may be sent once more. */
  readonly isOwnForm: boolean;
  /** Which part another site has in a form; null: none. */
  readonly crossSiteForm: CrossSiteForm | null;
  /** Another origin began the navigation or was part of it: there the token may be older than the state of the session. */
  readonly isArrival: boolean;
  /** The request came to one of the app's own origins; only there can a token be minted for it. */
  readonly isOwnOrigin: boolean;
  /** `__client_uat`, seconds since the epoch; 0: no session is live in this browser. */
  readonly clientUatSeconds: number;
  /** Of the token that came. Verified only where the SDK accepted it. */
  readonly claims: TokenClaims | null;
  /** What is wrong with the token, if a session has to be synced because of it. */
  readonly fault: TokenFault;
  /** Of the accepted cookie, once it is long enough to matter; null otherwise. */
  readonly tokenBudget: TokenBudget | null;
}

/** Puts together what is known about a request's authentication. */
export function buildAuthContext({
  policy,
  incoming,
  sdk,
}: {
  readonly policy: AppPolicy;
  readonly incoming: ArrivedRequest;
  readonly sdk: SdkSession;
}): AuthContext {
  const { posture, staffOf, topology, outage, ownOrigins } = policy;
  const { cookies, sessionCookies, headerToken, clientUatSeconds } = incoming;
  const { appPath } = incoming.address;
  const carrier = headerToken === undefined ? 'cookie' : 'header';
  // What the SDK has decoded need not be decoded again.
  const claims = sdk.claims ?? readUnverifiedClaims(headerToken ?? sessionCookies.token);
  const target = organizationTarget(appPath, policy.organizationSyncOptions);
  const isTargetActive = isActiveTarget(target, sdk);
  const isOpen = isOpenPath(incoming, policy);
  const isClientStale = isStaleClient(incoming, topology.own[0]);
  return {
    posture: isOpen ? 'public' : posture,
    kind: incoming.kind,
    carrier,
    sessionState: correctState(sdk.sessionState, { incoming, claims }),
    isClerkDown: outage.breaker.isOpen(),
    isGraceAllowed: outage.graceFor === 'everything' || incoming.isRead,
    hasActiveClient: (clientUatSeconds > 0 || isUnknownInWrite(incoming, claims, policy)) && !isClientStale,
    isClientStale,
    isInOrganization: staffOf === undefined || sdk.orgSlug === staffOf,
    target,
    isTargetActive,
    isTargetMissing: isTargetMissing(cookies, target, topology.own[0]),
    isTokenTooLarge: isTokenTooLarge(cookies, topology.own[0]),
    isNoAccessPage: appPath === topology.noAccessPath,
    isWrite: !incoming.isRead,
    isForeignWrite: isForeignWrite(incoming, topology.own),
    isOwnForm: senderOf(incoming, topology.own) === 'own',
    // A form that another site sends to an open path needs no user.
    crossSiteForm: isOpen ? null : crossSiteFormOf(incoming, topology.own),
    isArrival: isArrival(incoming),
    // Only ever refuses: where the host is wrong, no token minted in this browser tab could be accepted.
    isOwnOrigin: ownOrigins.has(incoming.address.host),
    clientUatSeconds,
    claims,
    fault: faultOf({ sdk, incoming, claims, isTargetActive }),
    tokenBudget: sdk.sessionState === 'signed-in' ? budgetOf(sessionCookies.token) : null,
  };
}

/**
 * Whether a write comes with a token of one of this instance's sessions, and `__client_uat` says nothing: none came, or two that
 * differ, of which a sibling app planted one.
 */
function isUnknownInWrite(
  { isRead, cookies, cookieSuffix, sessionCookies, headerToken }: ArrivedRequest,
  found: TokenClaims | null,
  { clerk }: AppPolicy,
): boolean {
  if (isRead) return false;
  const claims = headerToken === undefined ? found : readUnverifiedClaims(sessionCookies.token);
  if (!claims?.sid || !claims.iss) return false;
  const own = `__client_uat_${cookieSuffix}`;
  const name = cookies.values.has(own) ? own : '__client_uat';
  const isUnknown = isClientUatLost(cookies.values) || cookies.ambiguousNames.has(name);
  return isUnknown && clerk.issuers.includes(claims.iss);
}

/** Whether anyone may read the path: by the conventions of the web, or by the team's own list. */
function isOpenPath({ isRead, address }: ArrivedRequest, { publicPaths }: AppPolicy): boolean {
  return (isRead && isServedFile(address.appPath)) || isPublicPath(address.appPath, publicPaths);
}

/** Corrects the session state by what the SDK cannot see. */
function correctState(
  state: SessionState,
  { incoming, claims }: { readonly incoming: ArrivedRequest; readonly claims: TokenClaims | null },
): SessionState {
  const { headerToken, sessionCookies } = incoming;
  const isAccepted = state === 'signed-in' || state === 'graced';
  // Of two cookies the SDK reads one: perhaps another user's token, planted to make this user act as them.
  if (isAccepted && sessionCookies.isAmbiguous && headerToken === undefined) return 'signed-out';
  // No key could verify a text that is no token: this is not an outage of Clerk.
  if (state === 'unverifiable' && claims === null) return 'signed-out';
  return state;
}

function faultOf({
  sdk,
  incoming,
  claims,
  isTargetActive,
}: {
  readonly sdk: SdkSession;
  readonly incoming: ArrivedRequest;
  readonly claims: TokenClaims | null;
  readonly isTargetActive: boolean;
}): TokenFault {
  const { isAmbiguous } = incoming.sessionCookies;
  if (sdk.sessionState === 'signed-in' && !isAmbiguous && !isTargetActive) return 'organization_mismatch';
  if (sdk.sessionState === 'pending') return 'token_pending';
  return nameTokenFault({ sdkReason: sdk.sdkReason, fault: sdk.fault, claims, isAmbiguous });
}

/** Characters; a shorter token is far from either limit, and no such request pays for measuring. */
const MEASURED_LENGTH = 2_000;

function budgetOf(token: string | undefined): TokenBudget | null {
  return token !== undefined && token.length >= MEASURED_LENGTH ? measureTokenBudget(token) : null;
}
