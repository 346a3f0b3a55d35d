/** Every configuration error of this package, with its fix. Codes are public API: add one, never rename one. */
export const AUTH_CONFIG_FIXES = {
  invalid_origin: 'Write scheme://host[:port] only: no path, no trailing slash, no wildcard.',
  invalid_root_domain:
    'Write the registrable domain alone, such as "acme.example" or, locally, "acme.localhost".',
  no_staff_organization:
    'Give the app the posture { staffOf: "<slug>" } in sso.config.ts, or name the organization with requireOrganization().',
  invalid_environment: 'Use one of the values the variable allows, or unset it.',
  missing_env: 'Set it in the environment of this app, then build again.',
  unknown_app: 'Add it to `apps` in packages/sso/sso.config.ts, or correct the name.',
  invalid_organization_pattern:
    'Write a path such as "/orgs/:slug" and "/orgs/:slug/(.*)": it must name :slug or :id.',
  empty_authorized_parties:
    'Clerk reads an empty list as "accept every origin": give the app at least one origin.',
  missing_clerk_keys:
    'Copy both keys from the Clerk dashboard (API keys) into the environment variables of this project, for every app, and build again. To build against the local Clerk on this machine instead, set SSO_LOCAL_CLERK=1.',
  local_clerk_in_deployment:
    'Remove SSO_LOCAL_CLERK from the environment variables of this deployment: the local Clerk exists only on the machine that runs it.',
  requirement_unreachable:
    'Name with `scopes` what such a token needs instead (`scopes: []`: nothing more), or do not accept it.',
  test_keys_in_production:
    'Use the pk_live_ and sk_live_ keys of the production instance. Development keys cannot share a session across subdomains.',
  not_a_page_app:
    'Name an app with pages here: one whose posture is "bearer" mints no tokens and shows no page.',
  empty_issuers:
    'Give the `iss` of your Clerk instance: https:// and its Frontend API host, such as https://clerk.acme.example.',
  invalid_verification_keys:
    'Give the PEM public key of your Clerk instance (dashboard, API keys), or the https URL of its JWKS: https://<Frontend API>/.well-known/jwks.json.',
  missing_webhook_secret:
    'Copy the signing secret of this endpoint (whsec_…) from the Clerk dashboard (Webhooks) into CLERK_WEBHOOK_SIGNING_SECRET.',
  invalid_webhook_secret: 'It is `whsec_` and base64; separate several by commas.',
  invalid_path:
    'Write a path such as "/login", without query, trailing "/" or "..": as browsers show it. Public paths may end with "/*". The sign-in and sign-up pages may also be https URLs.',
  invalid_number: 'Give a finite number, zero or more.',
  invalid_content_security_policy:
    "Write each source as in the header: 'self' with its quotes, https://host, data:; one source per entry.",
  live_keys_in_preview:
    'Use the keys of a development instance for previews: anyone who can open a pull request could act on real users. If this preview has a production instance of its own (a preview suffix), set SSO_ALLOW_LIVE_KEYS_IN_PREVIEW=1.',
} as const;

export type AuthConfigErrorCode = keyof typeof AUTH_CONFIG_FIXES;

/** Wrong configuration, found at start-up or build. Never shown to an end user; never carries a key or token. */
export class AuthConfigError extends Error {
  override readonly name = 'AuthConfigError';
  readonly code: AuthConfigErrorCode;

  constructor(code: AuthConfigErrorCode, problem: string) {
    super(`[auth] ${problem} ${AUTH_CONFIG_FIXES[code]} (code=${code})`);
    this.code = code;
  }
}
