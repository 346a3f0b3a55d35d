import type { Reason } from '../reasons.ts';
import type { AuthContext } from './auth-context.ts';

export type Decision =
  /** The app receives the request with its session. */
  | { readonly kind: 'pass' }
  /** The app receives the request without a session: Clerk's cookies are hidden from it. */
  | { readonly kind: 'pass-anonymously' }
  /** The session sync page, in place of the page that was asked for, or of the answer to a form, which it sends again. */
  | { readonly kind: 'sync' }
  /** A page that sends a form of another site once more, so that its cookies come. */
  | { readonly kind: 'resend' }
  /** A page that asks the user whether a form of another site may act for them. */
  | { readonly kind: 'confirm' }
  /** A redirect to the sign-in page. */
  | { readonly kind: 'sign-in' }
  /** A redirect to the app's page for users without access. */
  | { readonly kind: 'no-access' }
  /** The redirect that Clerk's SDK asked for. */
  | { readonly kind: 'sdk-redirect' }
  /** A problem, for programs. */
  | { readonly kind: 'deny'; readonly status: 401 | 403 | 503; readonly reason: Reason }
  /** A page that explains, for users. */
  | { readonly kind: 'explain'; readonly status: 401 | 403 | 421 | 503; readonly reason: Reason };

/** One row of the policy: the first row of a table whose condition holds decides. */
export interface Row {
  readonly name: string;
  readonly when: (context: AuthContext) => boolean;
  /** A decision, or the table that continues. */
  readonly outcome: Decision | readonly Row[];
}

/**
 * Decides what happens to a request before the app receives it, by the table `POLICY`.
 * The proxy routes and keeps tokens fresh; the guard next to the data decides again what may be read.
 *
 * @returns Exactly one decision. A call is never redirected; a navigation never gets JSON, unless it has a bearer token; an
 *   anonymous request to a public page is never stopped; no write of a signed-in user becomes an anonymous one.
 */
export function decide(context: AuthContext): Decision {
  return decideBy(POLICY, context);
}

function decideBy(table: readonly Row[], context: AuthContext): Decision {
  const row = table.find(({ when }) => when(context));
  // Every table ends with a row that always holds.
  if (row === undefined) throw new Error('[auth] A table of decide.ts has no last row.');
  return 'kind' in row.outcome ? row.outcome : decideBy(row.outcome, context);
}

/** Names the rows of the table that led to a decision, the outermost first. */
export function namesOfRows(context: AuthContext, table: readonly Row[] = POLICY): string[] {
  const row = table.find(({ when }) => when(context));
  if (row === undefined) return [];
  return [row.name, ...('kind' in row.outcome ? [] : namesOfRows(context, row.outcome))];
}

const always = (): boolean => true;

/** The answer is shown to a user: a page may take its place. */
const isShown = ({ kind }: AuthContext): boolean =>
  kind === 'document' || kind === 'frame' || kind === 'submission';

/** The answer goes to a program, or is saved or embedded: a page would be useless there. RSC requests are among them. */
const isProgram = (context: AuthContext): boolean => !isShown(context);

/** A page is opened, and can be opened again: nothing was sent with the request. */
const isPage = ({ kind }: AuthContext): boolean => kind === 'document' || kind === 'frame';

/**
 * The app may receive the session: its token was accepted, or, in a mixed app, has only unfinished tasks. The app with the
 * sign-in page, where tasks are finished, is mixed, and its guards know of tasks. A write on a public app is judged like one on a
 * mixed app.
 */
const hasSession = ({ sessionState, posture, carrier, isWrite }: AuthContext): boolean =>
  sessionState === 'signed-in' ||
  sessionState === 'graced' ||
  (sessionState === 'pending' &&
    (posture === 'mixed' || (posture === 'public' && isWrite)) &&
    carrier === 'cookie');

/** Anyone may read the app. */
const isOpen = ({ posture }: AuthContext): boolean => posture === 'mixed' || posture === 'public';

/** The request may change something for a user who is signed in, or says so. Such a request never becomes an anonymous one. */
const isWriteOfUser = ({ isWrite, carrier, hasActiveClient, claims }: AuthContext): boolean =>
  isWrite && (hasActiveClient || (carrier === 'header' && claims?.sid != null));

/** A refusal: a problem for programs, a page for users. */
const refuse = (status: 403 | 503, reason: Reason): readonly Row[] => [
  { name: 'a program', when: isProgram, outcome: { kind: 'deny', status, reason } },
  { name: 'a user', when: always, outcome: { kind: 'explain', status, reason } },
];

/** A user is needed, and none is signed in. */
const SIGN_IN: readonly Row[] = [
  { name: 'a page in a tab', when: ({ kind }) => kind === 'document', outcome: { kind: 'sign-in' } },
  {
    // No page may frame the sign-in page. A form is kept, so that it can be sent after signing in.
    name: 'a page in a frame, or a form',
    when: isShown,
    outcome: { kind: 'explain', status: 401, reason: 'sign_in_required' },
  },
  {
    // A soft navigation that gets 401 becomes a full one, which is then redirected.
    name: 'anything else',
    when: always,
    outcome: { kind: 'deny', status: 401, reason: 'sign_in_required' },
  },
];

/** Clerk is needed and is down. A browser must not be redirected to it, and a signed-in user must not get 401. */
const OUTAGE: readonly Row[] = [
  { name: 'a program', when: isProgram, outcome: { kind: 'deny', status: 503, reason: 'clerk_unavailable' } },
  {
    name: 'a page that anyone may read',
    when: (context) => isPage(context) && !context.isWrite && context.posture === 'mixed',
    outcome: { kind: 'pass-anonymously' },
  },
  { name: 'a user', when: always, outcome: { kind: 'explain', status: 503, reason: 'clerk_unavailable' } },
];

/** A new token is needed, which only a page of this app can get. */
const SYNC: readonly Row[] = [
  { name: 'Clerk is down', when: ({ isClerkDown }) => isClerkDown, outcome: OUTAGE },
  {
    // A new token would be dropped again. No page passes either: the sign-in page would redirect back here.
    name: 'the browser drops the token because of its size',
    when: ({ isTokenTooLarge }) => isTokenTooLarge,
    outcome: refuse(503, 'token_too_large'),
  },
  {
    name: 'a program, such as a fetch, an RSC request or a Server Action',
    when: isProgram,
    outcome: { kind: 'deny', status: 401, reason: 'session_sync_needed' },
  },
  {
    name: 'an address that is not registered',
    when: ({ isOwnOrigin }) => !isOwnOrigin,
    outcome: { kind: 'explain', status: 421, reason: 'origin_not_registered' },
  },
  {
    // Only what a page of this app sent may be sent again with a fresh token.
    name: 'a form of an unknown page',
    when: ({ kind, isOwnForm }) => kind === 'submission' && !isOwnForm,
    outcome: { kind: 'explain', status: 401, reason: 'method_not_synced' },
  },
  { name: 'a page, or a form of this app', when: always, outcome: { kind: 'sync' } },
];

/** The request has a session. */
const WITH_SESSION: readonly Row[] = [
  {
    name: 'a page of another origin sends a write along with the cookie',
    when: ({ isForeignWrite, carrier }) => isForeignWrite && carrier === 'cookie',
    outcome: refuse(403, 'cross_origin_request'),
  },
  {
    name: 'the address names another organization, of which the user may be a member',
    when: ({ isTargetActive, isTargetMissing, carrier, posture, hasActiveClient }) =>
      !isTargetActive && !isTargetMissing && carrier === 'cookie' && posture !== 'public' && hasActiveClient,
    outcome: SYNC,
  },
  {
    name: 'no staff organization is required, or it is active',
    when: ({ posture, isInOrganization }) => posture !== 'staff' || isInOrganization,
    outcome: { kind: 'pass' },
  },
  {
    name: 'the page that explains a missing organization',
    when: ({ isNoAccessPage, carrier }) => isNoAccessPage && carrier === 'cookie',
    outcome: { kind: 'pass' },
  },
  {
    name: 'not in the staff organization, in a navigation',
    when: (context) => isPage(context) && context.carrier === 'cookie',
    outcome: { kind: 'no-access' },
  },
  {
    name: 'not in the staff organization, in a form',
    when: (context) => isShown(context) && context.carrier === 'cookie',
    outcome: { kind: 'explain', status: 403, reason: 'organization_required' },
  },
  {
    name: 'not in the staff organization',
    when: always,
    outcome: { kind: 'deny', status: 403, reason: 'organization_required' },
  },
];

/** The Authorization header holds a token that was not accepted. Its cookie does not count. */
const REJECTED_HEADER: readonly Row[] = [
  {
    name: 'the keys did not load',
    when: ({ sessionState }) => sessionState === 'unverifiable',
    outcome: { kind: 'deny', status: 503, reason: 'clerk_unavailable' },
  },
  {
    // A token of another kind than Clerk's sessions may be one that the app knows.
    name: 'an app that anyone may read, unless a session would be lost in a write',
    when: (context) => isOpen(context) && !isWriteOfUser(context),
    outcome: { kind: 'pass-anonymously' },
  },
  { name: 'any other app', when: always, outcome: { kind: 'deny', status: 401, reason: 'token_rejected' } },
];

/**
 * The whole policy of the proxy, in order. `decide.test.ts` enumerates it.
 *
 * @source `@clerk/backend` 3.20.1 `authenticateRequest`; issue clerk/javascript#9285 (soft navigations).
 * @internal Exported for its test.
 */
export const POLICY: readonly Row[] = [
  {
    // Without its cookies a signed-in user would look like nobody.
    name: 'a form of another site, without cookies',
    when: ({ crossSiteForm, carrier }) => crossSiteForm === 'first' && carrier === 'cookie',
    outcome: { kind: 'resend' },
  },
  {
    // Sent once more by itself it would come back like this, without end. Who sent it stays unknown.
    name: 'such a form once more, which no page of this app sent',
    when: ({ crossSiteForm, carrier }) => crossSiteForm === 'unresolved' && carrier === 'cookie',
    outcome: { kind: 'explain', status: 403, reason: 'cross_origin_request' },
  },
  {
    name: 'a form of another site, and a user is signed in',
    when: (context) =>
      context.crossSiteForm === 'again' &&
      context.carrier === 'cookie' &&
      (context.hasActiveClient || hasSession(context)),
    outcome: { kind: 'confirm' },
  },
  {
    name: 'an expired token, accepted during an outage, in a write',
    when: ({ sessionState, isGraceAllowed, posture, isWrite }) =>
      sessionState === 'graced' && !isGraceAllowed && (posture !== 'public' || isWrite),
    outcome: refuse(503, 'outage_read_only'),
  },
  {
    // The sign-in page, where tasks are finished, redirects back here with a token from before. Without a new one the two would
    // redirect to each other for as long as that token lives.
    name: 'unfinished tasks, in a navigation that comes from another origin',
    when: (context) =>
      context.sessionState === 'pending' &&
      context.isArrival &&
      isPage(context) &&
      context.hasActiveClient &&
      !context.isClerkDown &&
      context.posture !== 'public' &&
      context.carrier === 'cookie',
    outcome: SYNC,
  },
  { name: 'a session', when: hasSession, outcome: WITH_SESSION },
  {
    name: 'a public app, unless a user would be lost in a write',
    when: (context) => context.posture === 'public' && !isWriteOfUser(context),
    outcome: { kind: 'pass-anonymously' },
  },
  {
    name: 'a rejected bearer token',
    when: ({ carrier }) => carrier === 'header',
    outcome: REJECTED_HEADER,
  },
  {
    name: 'the SDK must redirect, and Clerk is down',
    when: (context) => context.sessionState === 'sdk-redirect' && isPage(context) && context.isClerkDown,
    outcome: OUTAGE,
  },
  {
    name: 'the SDK must redirect',
    when: (context) => context.sessionState === 'sdk-redirect' && isPage(context),
    outcome: { kind: 'sdk-redirect' },
  },
  { name: 'unfinished tasks', when: ({ sessionState }) => sessionState === 'pending', outcome: SIGN_IN },
  {
    name: 'no user in this browser, and an app that anyone may read',
    when: (context) => !context.hasActiveClient && isOpen(context),
    outcome: { kind: 'pass-anonymously' },
  },
  { name: 'no user in this browser', when: ({ hasActiveClient }) => !hasActiveClient, outcome: SIGN_IN },
  // From here on a user is signed in, and this app has no valid token of its own: never a reason to sign them out.
  {
    name: 'a page of another origin sends a write',
    when: ({ isForeignWrite }) => isForeignWrite,
    outcome: refuse(403, 'cross_origin_request'),
  },
  {
    // A 401 would leave a hole in the page, and it has no code that could ask again.
    name: 'a part of a page that anyone may read',
    when: (context) => context.kind === 'asset' && !context.isWrite && isOpen(context),
    outcome: { kind: 'pass-anonymously' },
  },
  {
    name: 'the keys did not load',
    when: ({ sessionState }) => sessionState === 'unverifiable',
    outcome: OUTAGE,
  },
  {
    name: "Clerk does not accept this app's keys",
    when: ({ sessionState }) => sessionState === 'keys-mismatch',
    outcome: refuse(503, 'keys_mismatch'),
  },
  { name: 'a missing, expired or foreign token', when: always, outcome: SYNC },
];
