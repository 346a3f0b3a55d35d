/** Everything that a fixture, a matcher or the suite can refuse, with its fix. Codes are public API: add one, never rename one. */
export const SSO_TEST_FIXES = {
  missing_variable:
    'Set it in the environment of Playwright, or in .env.local of the folder that Playwright runs in; "Targets" in the README lists the variables.',
  invalid_variable: 'Correct the variable; "Targets" in the README lists what each may hold.',
  live_key:
    'The tests create and delete users and organizations. Use a development instance, or set SSO_E2E_ALLOW_LIVE=1.',
  unknown_account: 'Name it in `accounts` of the options, or use owner, member or outsider.',
  unknown_organization: 'Create it in this Clerk instance, or name it in the seed of the local Clerk.',
  organizations_off:
    'Switch organizations on in the Clerk dashboard, or leave out what needs a tenant and give accounts no role.',
  local_clerk_only:
    'Run this test against the local Clerk (CLERK_API_URL on this machine), or skip it elsewhere: test.skip(!sso.isLocalClerk).',
  no_mail: 'Ask for the mail in the page first; /inbox of the local Clerk shows what has arrived.',
  not_signed_in:
    'Open a page of one of the apps on which clerk-js loads, with `test.use({ as: … })` or after signing in.',
  clerk_refused: 'Read the cause: it is what the Backend API of this instance responded.',
} as const;

export type SsoTestErrorCode = keyof typeof SSO_TEST_FIXES;

/** A test that cannot be made as it is set up. Never carries a key or token. */
export class SsoTestError extends Error {
  override readonly name = 'SsoTestError';
  readonly code: SsoTestErrorCode;

  constructor(code: SsoTestErrorCode, problem: string, options?: ErrorOptions) {
    super(`[testing] ${problem} ${SSO_TEST_FIXES[code]} (code=${code})`, options);
    this.code = code;
  }
}
