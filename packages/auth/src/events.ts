/** Every reason this package gives for not simply letting a request through. Codes are public API: add, never rename. */
export const REASONS = {
  sign_in_required: 'Nobody is signed in.',
  session_sync_needed:
    'The session is live, but this app holds no valid token of its own yet. Refresh the token, then retry.',
  token_rejected: 'The token in the Authorization header was not accepted here.',
  organization_required: 'The active organization of this session does not give access here.',
  session_pending: 'The session has unfinished tasks; finish them on the sign-in page first.',
  role_required: 'The role in the active organization does not allow this.',
  permission_required: 'The active organization does not give the permission that this needs.',
  plan_required: 'This needs another plan.',
  feature_required: 'The current plan does not include the feature that this needs.',
  scope_required: 'The token does not have the scope that this needs.',
  impersonation_forbidden: 'This cannot be done while acting as another person.',
  verification_required: 'This needs a fresh proof of who you are.',
  credential_refused: 'This address does not accept this kind of token.',
  cross_origin_request:
    'The request came from a page of another origin. A session cookie acts only for pages of this app.',
  clerk_unavailable:
    'Tokens cannot be verified at the moment: the keys of the authentication service did not load.',
  outage_read_only:
    'The authentication service cannot be reached. Until it is back, things can be read but not changed.',
  outage_grace: 'The authentication service cannot be reached; an expired token was believed.',
  keys_mismatch: 'This app is configured with keys that the authentication service does not accept.',
  token_too_large:
    'The session token is too large for a cookie, so browsers drop it. Take custom claims out of the session token in the Clerk dashboard (Sessions, Customize session token).',
  token_near_limit: 'The session token will soon be too large for a cookie.',
  origin_not_registered: 'This address is not one of the addresses this app is registered under.',
  primary_absent: 'The app that signs people in has no deployment in this environment.',
  method_not_synced: 'The session must be refreshed first; open the page again and repeat what you sent.',
} as const;

export type Reason = keyof typeof REASONS;

/**
 * Header of every answer the proxy gives itself: a `Reason`, for a session that must be synced followed by what was wrong
 * with its token, as in `session_sync_needed; fault=azp_missing`. `pnpm sso trace` reads it.
 */
export const REASON_HEADER = 'x-sso-reason';

/**
 * What was wrong with the session cookie when a live session had to be synced. Codes are public API: add, never rename.
 * The person is the same and stays signed in, whatever it is.
 */
export const TOKEN_FAULTS = {
  token_missing: 'This app holds no session token yet.',
  token_expired: 'The session token has expired.',
  token_outdated: 'The session token is older than the latest sign-in or sign-out in this browser.',
  token_not_active_yet: 'The session token is not valid yet: the clock of this server may be behind.',
  token_issued_in_future: 'The session token was issued in the future: the clock of this server is behind.',
  token_malformed: 'The session cookie holds no token.',
  token_ambiguous: 'The browser sent two different session cookies of one name.',
  token_signature_invalid: 'The session token was not signed by this Clerk instance.',
  token_algorithm_refused: 'The session token is signed with an algorithm that Clerk does not use.',
  token_key_unknown: 'The session token is signed with a key that this Clerk instance does not publish.',
  token_type_refused: 'The token in the session cookie is not a session token.',
  token_issuer_foreign: 'The session token was issued by another Clerk instance.',
  azp_missing: 'The session token names no authorized party: it was minted on a navigation.',
  azp_foreign: 'The session token was minted for another origin.',
  token_pending: 'The session of this token has unfinished tasks, such as choosing an organization.',
  organization_mismatch: 'The session token is for another organization than the address names.',
  token_unverified: 'The session token was refused for a reason this version does not know.',
} as const;

export type TokenFault = keyof typeof TOKEN_FAULTS;

/** One thing that happened to a request, for logs and traces. Never holds a token or a cookie. */
export interface AuthEvent {
  /**
   * `auth.azp_missing` and `auth.sync`: a live session whose token must be minted again.
   * `auth.rejected`: a request was refused with `reason`. `auth.outage_grace`: one was let through only because Clerk is down.
   * `auth.token_size`: the session token is, or is soon, too large; told once in the life of a process, for nobody in particular.
   */
  readonly name: 'auth.sync' | 'auth.azp_missing' | 'auth.rejected' | 'auth.outage_grace' | 'auth.token_size';
  readonly app: string;
  readonly reason: Reason | TokenFault;
  /** The origin the token names, as it claims; null: it names none, or there is no token. */
  readonly azp: string | null;
  /** Session id, as the token claims; null where nothing could be read. */
  readonly session: string | null;
  /** Of `auth.token_size`, where a token came: bytes of its cookie, and the names of the largest custom claims. */
  readonly tokenSize?: { readonly cookieBytes: number; readonly largestClaims: readonly string[] };
  /** Earlier occurrences of the same class and session since it was last told. */
  readonly suppressed: number;
}

/** Why session sync gave up, as its page shows it. Set in the browser; the server never sees them. */
export const SYNC_FAILURES = {
  cookies_blocked:
    'The browser does not keep cookies or site data for this address. Allow them and try again.',
  clerk_unreachable: 'The sign-in service could not be reached. Check the connection and try again.',
  azp_mismatch: 'The sign-in service issued a token for another address than this one.',
  clock_wrong:
    'The clock of the server that showed this page is wrong, so it takes every new session for old or not yet valid.',
  too_many_tries: 'The session was refreshed several times in a row and still is not accepted.',
} as const;
