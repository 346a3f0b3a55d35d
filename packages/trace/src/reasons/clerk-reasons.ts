/** What a reason of Clerk's SDK means, and what to set where it is a mistake. */
export interface ReasonText {
  /** Continues "… because". */
  readonly because: string;
  /** null: nothing is wrong with the settings. */
  readonly fix: string | null;
}

/**
 * Explains `x-clerk-auth-reason`. `auth.protect()` puts `protect-rewrite, ` before the reason proper, so the last one counts.
 *
 * @returns null for a reason this version does not know.
 * @source `@clerk/backend` 3.20.1 `AuthErrorReason`, `TokenVerificationErrorReason`.
 */
export function explainReason(reason: string | null): ReasonText | null {
  if (reason === null) return null;
  const proper = reason.split(',').at(-1)?.trim() ?? '';
  return CLERK_REASONS[proper.startsWith('session-token-expired') ? 'session-token-expired' : proper] ?? null;
}

const KEYS =
  'CLERK_SECRET_KEY, CLERK_JWT_KEY and NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY must all be of one Clerk instance.';
const CLOCK = 'Correct the clock of the server (NTP), or raise clockSkewInMs of clerkMiddleware().';

/**
 * By reason; `session-token-expired` also stands for its forms with a suffix.
 *
 * @internal Exported for its test.
 */
export const CLERK_REASONS: Readonly<Record<string, ReasonText>> = {
  'client-uat-but-no-session-token': {
    because: '__client_uat says that someone is signed in, and this app has no session token yet',
    fix: null,
  },
  'session-token-but-no-client-uat': {
    because: 'there is a session token, and no __client_uat that says someone is signed in',
    fix: null,
  },
  'session-token-and-uat-missing': {
    because: 'the server saw neither a session token nor a __client_uat',
    fix: null,
  },
  'session-token-missing': { because: 'Clerk gave the handshake no session', fix: null },
  'session-token-expired': { because: 'the session token has expired', fix: null },
  'session-token-iat-before-client-uat': {
    because: 'the session token is older than the latest sign-in or sign-out in this browser',
    fix: null,
  },
  'session-token-nbf': { because: 'the session token is not valid yet', fix: CLOCK },
  'session-token-iat-in-the-future': { because: 'the session token was issued in the future', fix: CLOCK },
  'token-not-active-yet': { because: 'the session token is not valid yet', fix: CLOCK },
  'token-iat-in-the-future': { because: 'the session token was issued in the future', fix: CLOCK },
  'token-expired': { because: 'the session token has expired', fix: null },
  'token-invalid-authorized-parties': {
    because: 'the azp of the session token is missing or not in authorizedParties',
    fix: "authorizedParties must hold this app's exact origin; a token without azp must be minted again in the browser (session sync: createAuthProxy), as no redirect can give it one.",
  },
  'token-invalid-signature': {
    because: 'the session token was not signed by this Clerk instance',
    fix: KEYS,
  },
  'token-invalid-algorithm': {
    because: 'the session token is signed with an algorithm that Clerk does not use',
    fix: 'Find out what sets a __session cookie that is not from Clerk.',
  },
  'token-invalid': {
    because: 'the session cookie holds no token',
    fix: 'Find out what sets a __session cookie that is not from Clerk.',
  },
  'token-type-mismatch': {
    because: 'the token is not a session token',
    fix: 'Do not put JWT-template or machine tokens into the session cookie.',
  },
  'token-verification-failed': { because: 'the session token could not be verified', fix: KEYS },
  'secret-key-invalid': { because: 'Clerk does not accept the secret key', fix: KEYS },
  'jwk-kid-mismatch': {
    because: 'the session token was signed with a key that this app does not have',
    fix: KEYS,
  },
  'jwk-local-missing': {
    because: 'the key to verify tokens with is missing',
    fix: 'Set CLERK_JWT_KEY (PEM).',
  },
  'jwk-remote-missing': { because: 'Clerk published no keys', fix: KEYS },
  'jwk-remote-invalid': { because: "Clerk's keys could not be read", fix: 'Set CLERK_JWT_KEY (PEM).' },
  'jwk-remote-failed-to-load': {
    because: "Clerk's keys could not be loaded",
    fix: 'Let the server reach CLERK_API_URL, or set CLERK_JWT_KEY (PEM).',
  },
  'jwk-failed-to-resolve': {
    because: 'there was no key to verify with',
    fix: 'Set CLERK_JWT_KEY (PEM) or CLERK_SECRET_KEY.',
  },
  'dev-browser-missing': {
    because: 'a development instance does not know this browser yet',
    fix: 'Deployed sites need keys of a production instance (pk_live_…).',
  },
  'dev-browser-sync': {
    because: 'a development instance hands the browser from one host to another',
    fix: 'Deployed sites need keys of a production instance (pk_live_…).',
  },
  'primary-domain-cross-origin-sync': {
    because: 'the link came from another origin, which Clerk treats as a satellite domain',
    fix: 'Hide the Referer from clerkMiddleware(), as createAuthProxy does.',
  },
  'primary-responds-to-syncing': { because: 'a satellite domain asked for the session', fix: null },
  'satellite-needs-syncing': {
    because: 'this app is configured as a satellite domain',
    fix: 'Subdomains of one domain are not satellites: remove isSatellite and NEXT_PUBLIC_CLERK_IS_SATELLITE.',
  },
  'active-organization-mismatch': {
    because: 'the URL names another organization than the active one',
    fix: null,
  },
  'protect-rewrite': { because: 'the page is for signed-in users', fix: null },
  'unexpected-error': {
    because: 'verifying the session failed unexpectedly',
    fix: 'Let the server reach CLERK_API_URL, and read its log.',
  },
};
