import type { Reason, SYNC_FAILURES, TokenFault } from '@repo/auth/events';

/** Each code with its advice: a new code without one does not compile. */
type AdviceFor<Code extends string> = Readonly<Record<Code, string>>;

/** How a reason shows itself beside the header, which every answer has. */
export const reasonPlaces: AdviceFor<Reason> = {
  sign_in_required: 'Navigation: 307 to the sign-in page. Call: problem 401. No event: this is everyday.',
  session_sync_needed:
    'Navigation: the session sync page, 200. Call: problem 401. Both with the fault. Event auth.sync or auth.azp_missing.',
  token_rejected: 'Call: problem 401. Event auth.rejected.',
  organization_required: 'Navigation: 307 to /no-access. Call: problem 403 and event auth.rejected.',
  session_pending: 'Navigation: 307 to the sign-in page, which shows the tasks. Call: problem 401.',
  role_required: 'Page: 307 to /no-access. Call: problem 403.',
  permission_required: 'Page: 307 to /no-access. Call: problem 403.',
  plan_required: 'Page: 307 to /no-access. Call: problem 403.',
  feature_required: 'Page: 307 to /no-access. Call: problem 403.',
  scope_required: 'Call: problem 403, with the scopes in WWW-Authenticate.',
  impersonation_forbidden: 'Page: 307 to /no-access. Call: problem 403.',
  verification_required:
    'Server Action: Clerk’s dialog. Call: problem 403 that useReverification understands.',
  credential_refused: 'Call: problem 401.',
  cross_origin_request: 'Form post: an explanation, 403. Call: problem 403. Event auth.rejected.',
  clerk_unavailable:
    'Navigation: an explanation, 503. Call: problem 503 with Retry-After. Event auth.rejected.',
  outage_read_only:
    'Form post: an explanation, 503. Call: problem 503 with Retry-After. Event auth.rejected.',
  outage_grace: 'On an answer that is as always. Event auth.outage_grace.',
  keys_mismatch: 'Navigation: an explanation, 503. Call: problem 503. Event auth.rejected.',
  token_too_large:
    'Navigation, after session sync: an explanation, 503. Call: problem 503. Event auth.token_size, once per process.',
  token_near_limit: 'No answer changes. Event auth.token_size, once per process, with the largest claims.',
  origin_not_registered: 'Navigation: an explanation, 421. Event auth.rejected.',
  primary_absent: 'Navigation: an explanation, 503. No event.',
  method_not_synced: 'Form post: an explanation, 401. Event auth.rejected.',
};

/** What to do about a reason. */
export const reasonAdvice: AdviceFor<Reason> = {
  sign_in_required: 'Sign in. Nothing to mend, unless the page is meant for everyone: see the app’s posture.',
  session_sync_needed:
    'Nothing: a page mends itself. Your own calls should go through authFetch. If it comes back on every page, look at the fault.',
  token_rejected:
    'Send a fresh token in the Authorization header. A caller other than the app itself must be among its callers in sso.config.ts.',
  organization_required: 'Switch to that organization, or ask its admin to be added.',
  session_pending: 'Open the sign-in page and finish what it asks for, such as choosing an organization.',
  role_required:
    'Ask an admin of the organization for the role, or switch to an organization where you have it.',
  permission_required: 'Ask an admin of the organization for a role with this permission.',
  plan_required: 'Choose the plan on the pricing page.',
  feature_required: 'Choose a plan with this feature on the pricing page.',
  scope_required: 'Create a token with the scopes that the answer lists under missing.',
  impersonation_forbidden: 'Leave the impersonated session. What this does, only the person may do.',
  verification_required:
    'Wrap the call in useReverification(): it asks for the password or code, then calls again.',
  credential_refused: 'Send one of the kinds of token the route accepts: see accepts in its withAuth().',
  cross_origin_request:
    'Send writes from the app’s own pages. Another app sends a bearer token, and is declared among the callers.',
  clerk_unavailable:
    'Let the server reach Clerk, or set CLERK_JWT_KEY: tokens are then verified without the network.',
  outage_read_only:
    'Wait for Clerk to come back, and repeat what you sent. To allow writes, see outage.graceFor in sso.config.ts.',
  outage_grace: 'Nothing: it ends with the outage. Revocations are not seen meanwhile.',
  keys_mismatch: 'Take CLERK_SECRET_KEY, CLERK_JWT_KEY and the publishable key from the same Clerk instance.',
  token_too_large:
    'Take custom claims out of the session token (Clerk dashboard, Sessions, Customize session token) and read what they held from the Backend API or your database. Keep them small with measureTokenBudget in a test.',
  token_near_limit: 'The same, before it is too late: the event names the largest custom claims.',
  origin_not_registered:
    'Use the app’s registered address, or register this one in sso.config.ts. Behind a proxy, see that Host or X-Forwarded-Host arrives unchanged.',
  primary_absent: 'Deploy the primary app of sso.config.ts in this environment, too.',
  method_not_synced:
    'Open the page again and repeat what you sent: a form’s body cannot be kept through a sync.',
};

/** What to do about a token’s fault. Session sync mends each of them; this is for those that come back. */
export const faultAdvice: AdviceFor<TokenFault> = {
  token_missing: 'Nothing: the first visit to each app begins like this.',
  token_expired: 'Nothing: a token lives for a minute.',
  token_outdated: 'Nothing: somebody signed in or out on another subdomain.',
  token_not_active_yet: 'Set the clock of the server right (NTP).',
  token_issued_in_future: 'Set the clock of the server right (NTP).',
  token_malformed: 'Find out who sets a __session cookie that is not from Clerk.',
  token_ambiguous:
    'Find the subdomain that sets __session cookies for the parent domain. The sync deletes them, and neither was trusted.',
  token_signature_invalid:
    'Compare CLERK_JWT_KEY with the instance’s key. If they are the same, somebody forges tokens.',
  token_algorithm_refused: 'Find out who sets it: Clerk signs with RS256.',
  token_key_unknown: 'Keys were rotated, or CLERK_JWT_KEY is of another instance: set the current one.',
  token_type_refused: 'Do not put JWT-template, machine or OAuth tokens into the session cookie.',
  token_issuer_foreign:
    'Two Clerk instances share the root domain. Give staging a root domain of its own; until then each keeps to its own cookies.',
  azp_missing:
    'Nothing: the sync mints a token that has one. If it comes back, something still redirects through Clerk’s handshake: find it with pnpm sso trace.',
  azp_foreign:
    'Once is harmless: Clerk handed out a sibling’s token. Always, and this address is not registered, or something between browser and Clerk changes Origin.',
  token_pending:
    'Finish the tasks on the sign-in page. An API that serves such sessions, too, passes acceptPending.',
  organization_mismatch: 'Nothing: the sync makes the organization of the address the active one.',
  token_unverified:
    'Read Clerk’s own reason with pnpm sso trace, and tell us: this version does not know it.',
};

/** What to do when session sync gives up. */
export const failureAdvice: AdviceFor<keyof typeof SYNC_FAILURES> = {
  cookies_blocked: 'The person allows cookies and site data for the address, then chooses “Try again”.',
  clerk_unreachable:
    'See whether the browser reaches your Clerk domain: DNS, an ad blocker, a proxy of the company, or an outage.',
  azp_mismatch:
    'Clerk names another origin than the address bar shows: register the address in sso.config.ts, and see that no proxy rewrites Origin.',
  clock_wrong: 'Set the clock of the server right (NTP). It is more than some seconds off.',
  too_many_tries:
    'The server refuses what Clerk has just issued. Read its auth.sync events, or trace the URL: keys of two instances and stripped cookies are the usual causes.',
};
