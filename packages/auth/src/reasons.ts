/** Every code this package reports, with its texts. A table of data; codes are public API: add one, never rename one. */

/** What a code means and what to do about it. */
export interface CodeText {
  /** What the user reads on the page, and a program in `detail`. */
  readonly message: string;
  /** What a developer, an administrator or the user does about it. */
  readonly fix: string;
}

export interface ReasonText extends CodeText {
  /** How the answer looks, and which event reports it. Every answer has the header as well. */
  readonly shownAs: string;
}

/** Every reason for which this package does not simply let a request through. */
export const REASONS = {
  sign_in_required: {
    message: 'Nobody is signed in.',
    shownAs:
      'Navigation: 307 to the sign-in page. Form post: a page that keeps the form, 401. Frame: an explanation, 401. Call: problem 401. No event: this is routine.',
    fix: 'Sign in. If the page is meant for everyone, change the posture of the app in sso.config.ts.',
  },
  session_sync_needed: {
    message:
      'The session is live, but this app has no valid session token of its own yet. Refresh the token, then retry.',
    shownAs:
      'Navigation and form post: the session sync page, 200, which opens the page or sends the form again. Call: problem 401. All with the fault. Event auth.sync or auth.azp_missing.',
    fix: 'Nothing: the page gets a new token by itself. Your own calls should use authFetch. If it happens on every page, look at the fault.',
  },
  token_rejected: {
    message: 'The token in the Authorization header was not accepted here.',
    shownAs: 'Call: problem 401. Event auth.rejected.',
    fix: 'Send a fresh token in the Authorization header. A caller other than the app itself must be among its callers in sso.config.ts.',
  },
  organization_required: {
    message: 'The active organization of this session does not give access here.',
    shownAs: 'Navigation: 307 to /no-access. Call: problem 403 and event auth.rejected.',
    fix: 'Switch to that organization, or ask its administrator to add you.',
  },
  session_pending: {
    message: 'The session has unfinished tasks; finish them on the sign-in page first.',
    shownAs: 'Navigation: 307 to the sign-in page, which shows the tasks. Call: problem 401.',
    fix: 'Open the sign-in page and finish its tasks, such as choosing an organization.',
  },
  role_required: {
    message: 'The role in the active organization does not allow this.',
    shownAs: 'Page: 307 to /no-access. Call: problem 403.',
    fix: 'Ask an administrator of the organization for the role, or switch to an organization where you have it.',
  },
  permission_required: {
    message: 'The active organization does not give the permission that this needs.',
    shownAs: 'Page: 307 to /no-access. Call: problem 403.',
    fix: 'Ask an administrator of the organization for a role with this permission.',
  },
  plan_required: {
    message: 'This needs another plan.',
    shownAs: 'Page: 307 to /no-access. Call: problem 403.',
    fix: 'Choose the plan on the pricing page.',
  },
  feature_required: {
    message: 'The current plan does not include the feature that this needs.',
    shownAs: 'Page: 307 to /no-access. Call: problem 403.',
    fix: 'Choose a plan with this feature on the pricing page.',
  },
  scope_required: {
    message: 'The token does not have the scope that this needs.',
    shownAs: 'Call: problem 403, with the scopes in WWW-Authenticate.',
    fix: 'Create a token with the scopes that the answer lists under missing.',
  },
  impersonation_forbidden: {
    message: 'This cannot be done while acting as another user.',
    shownAs: 'Page: 307 to /no-access. Call: problem 403.',
    fix: 'Leave the impersonated session. Only the user may do this.',
  },
  verification_required: {
    message: 'You must first confirm again who you are.',
    shownAs: 'Server Action: Clerk’s dialog. Call: problem 403 that useReverification understands.',
    fix: 'Wrap the call in useReverification(): it asks for the password or code, then calls again.',
  },
  credential_refused: {
    message: 'This address does not accept this kind of token.',
    shownAs: 'Call: problem 401.',
    fix: 'Send one of the kinds of token the route accepts: see accepts in its withAuth().',
  },
  cross_origin_request: {
    message:
      'The request came from a page of another origin. A session cookie is accepted only from pages of this app.',
    shownAs: 'Form post: an explanation, 403. Call: problem 403. Event auth.rejected.',
    fix: 'Send writes from the app’s own pages. Another app sends a bearer token, and is declared among the callers.',
  },
  cross_site_form: {
    message: 'Another site sent this form, so the browser did not say who is signed in.',
    shownAs:
      'Form post: a page that sends the form once more, 200; where a user is signed in, a page that asks them first, 403. No event.',
    fix: 'Nothing, for a form that you expected, such as the way back from a payment. For a form that needs no user, name its path in publicPaths.',
  },
  clerk_unavailable: {
    message: 'Tokens cannot be verified at the moment: the keys of the authentication service did not load.',
    shownAs: 'Navigation: an explanation, 503. Call: problem 503 with Retry-After. Event auth.rejected.',
    fix: 'Let the server reach Clerk, or set CLERK_JWT_KEY: tokens are then verified without the network.',
  },
  outage_read_only: {
    message:
      'The authentication service cannot be reached. Until it is back, things can be read but not changed.',
    shownAs: 'Form post: an explanation, 503. Call: problem 503 with Retry-After. Event auth.rejected.',
    fix: 'Wait until Clerk is back, and repeat what you sent. To allow writes, see outage.graceFor in sso.config.ts.',
  },
  outage_grace: {
    message: 'The authentication service cannot be reached; an expired token was accepted.',
    shownAs: 'On an answer that is otherwise unchanged. Event auth.outage_grace.',
    fix: 'Nothing: it ends with the outage. Revoked sessions stay accepted until then.',
  },
  keys_mismatch: {
    message: 'This app is configured with keys that the authentication service does not accept.',
    shownAs: 'Navigation: an explanation, 503. Call: problem 503. Event auth.rejected.',
    fix: 'Take CLERK_SECRET_KEY, CLERK_JWT_KEY and the publishable key from the same Clerk instance.',
  },
  token_too_large: {
    message:
      'The session token is too large for a cookie, so browsers drop it. Remove custom claims from the session token in the Clerk dashboard (Sessions, Customize session token).',
    shownAs:
      'Navigation, after session sync: an explanation, 503. Call: problem 503. Event auth.token_size, once per process.',
    fix: 'Remove custom claims from the session token (Clerk dashboard, Sessions, Customize session token) and read their values from the Backend API or your database. Check the size with measureTokenBudget in a test.',
  },
  token_near_limit: {
    message: 'The session token will soon be too large for a cookie.',
    shownAs: 'No answer changes. Event auth.token_size, once per process, with the largest claims.',
    fix: 'Remove custom claims before browsers drop the cookie: the event names the largest ones.',
  },
  malformed_address: {
    message: 'This address cannot be read: a percent sign in its path is not followed by a valid code.',
    shownAs: 'Everything: one sentence of plain text, 400.',
    fix: 'Build the path with encodeURIComponent. Next.js would answer 500 for it.',
  },
  origin_not_registered: {
    message: 'This address is not one of the addresses this app is registered under.',
    shownAs: 'Navigation: an explanation, 421. Event auth.rejected.',
    fix: 'Use the app’s registered address, or register this one in sso.config.ts. Behind a proxy, make sure that Host or X-Forwarded-Host arrives unchanged.',
  },
  primary_absent: {
    message: 'The app with the sign-in page has no deployment in this environment.',
    shownAs: 'Navigation: an explanation, 503. No event.',
    fix: 'Deploy the primary app of sso.config.ts in this environment, too.',
  },
  method_not_synced: {
    message: 'The session must be refreshed first; open the page with the form again and send it once more.',
    shownAs: 'Form post whose body cannot be kept: an explanation, 401.',
    fix: 'Open the page with the form again and send it. Session sync keeps forms of at most 3 MiB and 2,000 fields that a page of this app sent.',
  },
} as const satisfies Readonly<Record<string, ReasonText>>;

export type Reason = keyof typeof REASONS;

/**
 * What was wrong with the session token when a live session had to be synced, or when a bearer token was rejected.
 * Session sync fixes each of them in a cookie: the user stays the same and stays signed in. `fix` is for one that comes back.
 */
export const TOKEN_FAULTS = {
  token_missing: {
    message: 'This app has no session token yet.',
    fix: 'Nothing: the first visit to each app begins like this.',
  },
  token_expired: {
    message: 'The session token has expired.',
    fix: 'Nothing: a session token lives for a minute.',
  },
  token_outdated: {
    message: 'The session token is older than the latest sign-in or sign-out in this browser.',
    fix: 'Nothing: a user signed in or out on another subdomain.',
  },
  token_not_active_yet: {
    message: 'The session token is not valid yet: the clock of this server may be behind.',
    fix: 'Correct the clock of the server (NTP).',
  },
  token_issued_in_future: {
    message: 'The session token was issued in the future: the clock of this server is behind.',
    fix: 'Correct the clock of the server (NTP).',
  },
  token_malformed: {
    message: 'The session cookie holds no token.',
    fix: 'Find out what sets a __session cookie that is not from Clerk.',
  },
  token_ambiguous: {
    message: 'The browser sent two different session cookies of one name.',
    fix: 'Find the subdomain that sets __session cookies for the parent domain. Session sync deletes them, and neither was accepted.',
  },
  token_unbound: {
    message: 'No page of this host has written that the session of this token is this browser’s own.',
    fix: 'Nothing, once: session sync writes it. If it comes again and again, another host of the domain plants session tokens, or something removes the cookie __Host-sso_session.',
  },
  token_signature_invalid: {
    message: 'The session token was not signed by this Clerk instance.',
    fix: 'Compare CLERK_JWT_KEY with the key of the instance. If they are the same, the token was forged.',
  },
  token_algorithm_refused: {
    message: 'The session token is signed with an algorithm that Clerk does not use.',
    fix: 'Find out what sets a __session cookie that is not from Clerk: Clerk signs with RS256.',
  },
  token_key_unknown: {
    message: 'The session token is signed with a key that this Clerk instance does not publish.',
    fix: 'Set the current CLERK_JWT_KEY: the keys were rotated, or it belongs to another instance.',
  },
  token_type_refused: {
    message: 'The token in the session cookie is not a session token.',
    fix: 'Do not put JWT-template, machine or OAuth tokens into the session cookie.',
  },
  token_issuer_foreign: {
    message: 'The session token was issued by another Clerk instance.',
    fix: 'Two Clerk instances share the root domain. Give staging a root domain of its own; until then each uses only its own cookies.',
  },
  azp_missing: {
    message: 'The session token names no authorized party: it was minted on a navigation.',
    fix: 'Nothing: session sync mints a token that has one. If it comes back, something still redirects through Clerk’s handshake: find it with pnpm sso trace.',
  },
  azp_foreign: {
    message: 'The session token was minted for another origin.',
    fix: 'Once is harmless: Clerk handed out the token of a sibling app. If it happens always, register this address, or find what changes the Origin header between browser and Clerk.',
  },
  token_pending: {
    message: 'The session of this token has unfinished tasks, such as choosing an organization.',
    fix: 'Finish the tasks on the sign-in page. An API that also serves such sessions passes acceptPending.',
  },
  organization_mismatch: {
    message: 'The session token is for another organization than the address names.',
    fix: 'Nothing: session sync makes the organization of the address the active one.',
  },
  token_unverified: {
    message: 'The session token was refused for a reason this version does not know.',
    fix: 'Read Clerk’s own reason with pnpm sso trace, and report it to this project.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;

export type TokenFault = keyof typeof TOKEN_FAULTS;

/** Why session sync gave up, as its page shows it. Found in the browser; the server never receives them. */
export const SYNC_FAILURES = {
  cookies_blocked: {
    message: 'The browser does not keep cookies or site data for this address. Allow them and try again.',
    fix: 'Allow cookies and site data for the address in the browser, then choose “Try again”.',
  },
  clerk_unreachable: {
    message: 'The sign-in service could not be reached. Check the connection and try again.',
    fix: 'Check whether the browser reaches your Clerk domain: DNS, an ad blocker, a company proxy, or an outage.',
  },
  azp_mismatch: {
    message: 'The sign-in service issued a token for another address than this one.',
    fix: 'Clerk names another origin than the address bar shows: register the address in sso.config.ts, and make sure that no proxy rewrites Origin.',
  },
  clock_wrong: {
    message:
      'The clock of the server that showed this page is wrong, so it takes every new session for old or not yet valid.',
    fix: 'Correct the clock of the server (NTP). It is wrong by more than some seconds.',
  },
  too_many_tries: {
    message: 'The session was refreshed several times in a row and still is not accepted.',
    fix: 'The server refuses what Clerk has just issued. Read its auth.sync events, or trace the URL: keys of two instances and stripped cookies are the usual causes.',
  },
} as const satisfies Readonly<Record<string, CodeText>>;

export type SyncFailure = keyof typeof SYNC_FAILURES;

/** Header of every answer this package gives by itself; `formatReasonHeader` writes its value. */
export const REASON_HEADER = 'x-sso-reason';

/** What the reason header says. */
export interface ReasonHeader {
  readonly reason: Reason;
  /** What was wrong with the token, where that is why. */
  readonly fault: TokenFault | null;
}

/**
 * Writes the value of the reason header: `code`, or `code; fault=fault`.
 *
 * @example formatReasonHeader('session_sync_needed', 'azp_missing') // 'session_sync_needed; fault=azp_missing'
 */
export function formatReasonHeader(reason: Reason, fault?: TokenFault | null): string {
  return fault ? `${reason}; fault=${fault}` : reason;
}

/**
 * Reads the value of the reason header of any server's answer.
 *
 * @param value As received; null or undefined: the header is absent.
 * @returns null where the code is none of this package's; `fault` null where none, or an unknown one, is named. Nothing of an
 *   unknown value is passed on.
 */
export function parseReasonHeader(value: string | null | undefined): ReasonHeader | null {
  const [code = '', ...parameters] = (value ?? '').split(';').map((part) => part.trim());
  if (!isReason(code)) return null;
  const fault = parameters.find((parameter) => parameter.startsWith('fault='))?.slice('fault='.length);
  return { reason: code, fault: isTokenFault(fault) ? fault : null };
}

/** Compares the code of a reason header without loading the texts: for code that runs in a browser. */
export function hasReason(headers: Headers, reason: Reason): boolean {
  return headers.get(REASON_HEADER)?.split(';', 1)[0]?.trim() === reason;
}

/** Whether an untrusted value, such as `?reason=` of an address, is one of the reasons. */
export function isReason(value: unknown): value is Reason {
  return typeof value === 'string' && Object.hasOwn(REASONS, value);
}

/** Whether an untrusted value is one of the token faults. */
export function isTokenFault(value: unknown): value is TokenFault {
  return typeof value === 'string' && Object.hasOwn(TOKEN_FAULTS, value);
}

/**
 * Maps a reason of Clerk's SDK onto this package's name for the same fault, which stays the same when the SDK's changes.
 *
 * @param sdkReason `x-clerk-auth-reason`.
 * @param azp Of the token, as it claims; null: it names none.
 * @returns null for a reason that is about no token, and for an unknown one.
 * @source `@clerk/backend` 3.20.1 `TokenVerificationErrorReason`, `AuthErrorReason`.
 */
export function tokenFaultOfSdkReason(sdkReason: string, azp: string | null): TokenFault | null {
  if (sdkReason === 'token-invalid-authorized-parties') return azp ? 'azp_foreign' : 'azp_missing';
  // The SDK appends why it could not refresh the token by itself.
  if (sdkReason.startsWith('session-token-expired')) return 'token_expired';
  return Object.hasOwn(SDK_REASON_FAULTS, sdkReason) ? (SDK_REASON_FAULTS[sdkReason] ?? null) : null;
}

const SDK_REASON_FAULTS: Readonly<Record<string, TokenFault>> = {
  'client-uat-but-no-session-token': 'token_missing',
  'session-token-and-uat-missing': 'token_missing',
  'session-token-but-no-client-uat': 'token_outdated',
  'session-token-iat-before-client-uat': 'token_outdated',
  'session-token-missing': 'token_missing',
  'session-token-nbf': 'token_not_active_yet',
  'session-token-iat-in-the-future': 'token_issued_in_future',
  'token-expired': 'token_expired',
  'token-not-active-yet': 'token_not_active_yet',
  'token-iat-in-the-future': 'token_issued_in_future',
  'token-invalid': 'token_malformed',
  'token-invalid-algorithm': 'token_algorithm_refused',
  'token-invalid-signature': 'token_signature_invalid',
  'jwk-kid-mismatch': 'token_key_unknown',
  'jwk-remote-missing': 'token_key_unknown',
  'token-type-mismatch': 'token_type_refused',
};
