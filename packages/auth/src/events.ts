/** Every reason this package gives for not simply letting a request through. Codes are public API: add, never rename. */
export const REASONS = {
  sign_in_required: 'Nobody is signed in.',
  session_sync_needed:
    'The session is live, but this app holds no valid token of its own yet. Refresh the token, then retry.',
  token_rejected: 'The token in the Authorization header was not accepted here.',
  organization_required: 'The active organization of this session does not give access here.',
  cross_origin_request:
    'The request came from a page of another origin. A session cookie acts only for pages of this app.',
  clerk_unavailable:
    'Tokens cannot be verified at the moment: the keys of the authentication service did not load.',
  keys_mismatch: 'This app is configured with keys that the authentication service does not accept.',
  origin_not_registered: 'This address is not one of the addresses this app is registered under.',
  primary_absent: 'The app that signs people in has no deployment in this environment.',
  method_not_synced: 'The session must be refreshed first; open the page again and repeat what you sent.',
} as const;

export type Reason = keyof typeof REASONS;

/** Why session sync gave up, as its page shows it. Set in the browser; the server never sees them. */
export const SYNC_FAILURES = {
  cookies_blocked:
    'The browser does not keep cookies or site data for this address. Allow them and try again.',
  clerk_unreachable: 'The sign-in service could not be reached. Check the connection and try again.',
  azp_mismatch: 'The sign-in service issued a token for another address than this one.',
  too_many_tries: 'The session was refreshed several times in a row and still is not accepted.',
} as const;
