import type { PlannedVariable } from './deploy-plan.ts';

type From = PlannedVariable['from'];

const nowhere: From = { production: null, preview: null, development: null };

const KEYS = 'Clerk dashboard, API keys';
const keysOf = (what: string): From => ({
  production: `${KEYS} of the production instance: ${what.replaceAll('*', 'live')}`,
  preview: `${KEYS} of the development instance, or of a second production instance: ${what.replaceAll('*', 'test')}`,
  development: null,
});

/** Of every app with pages. */
const COMMON: readonly PlannedVariable[] = [
  {
    name: 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
    isSecret: false,
    need: 'required',
    from: keysOf('pk_*_…'),
  },
  { name: 'CLERK_SECRET_KEY', isSecret: true, need: 'required', from: keysOf('sk_*_…') },
  {
    name: 'CLERK_JWT_KEY',
    isSecret: false,
    need: 'optional',
    from: {
      ...keysOf('JWKS public key (PEM); no network call per request'),
      development: null,
    },
  },
  {
    name: 'CLERK_MACHINE_SECRET_KEY',
    isSecret: true,
    need: 'optional',
    from: {
      production: 'Clerk dashboard, Machines: only where this app verifies machine tokens (ak_…)',
      preview: null,
      development: null,
    },
  },
  {
    name: 'SSO_OUTAGE_GRACE_MS',
    isSecret: false,
    need: 'optional',
    from: {
      production: 'Your choice, while an outage lasts: 0 to 28800000 milliseconds',
      preview: null,
      development: null,
    },
  },
  {
    name: 'SSO_ALLOW_LIVE_KEYS_IN_PREVIEW',
    isSecret: false,
    need: 'optional',
    from: {
      production: null,
      preview: '1, where previews have a production instance of their own (a preview suffix)',
      development: null,
    },
  },
];

/** Of an app that receives webhooks. */
const WEBHOOKS: readonly PlannedVariable[] = [
  {
    name: 'CLERK_WEBHOOK_SIGNING_SECRET',
    isSecret: true,
    need: 'required',
    from: {
      production: 'Clerk dashboard, Webhooks, the endpoint: whsec_…',
      preview: null,
      development: null,
    },
  },
];

/** Of an app with rows in the database. */
const DATABASE: readonly PlannedVariable[] = [
  {
    name: 'DATABASE_URL',
    isSecret: true,
    need: 'required',
    from: {
      production: 'Your PostgreSQL (Neon, Supabase, RDS…), the same for each app: postgres://…',
      preview: 'Another PostgreSQL, or a branch: never the one of production',
      development: null,
    },
  },
];

/** Variables of the API worker. None is secret, so they are in wrangler.jsonc. */
export const API_VARIABLES: readonly PlannedVariable[] = [
  { name: 'SSO_ENVIRONMENT', isSecret: false, need: 'required', from: onlyProduction('production') },
  {
    name: 'CLERK_PUBLISHABLE_KEY',
    isSecret: false,
    need: 'required',
    from: onlyProduction('The same value as NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY'),
  },
  {
    name: 'CLERK_JWT_KEY',
    isSecret: false,
    need: 'optional',
    from: onlyProduction(`${KEYS}: JWKS public key (PEM)`),
  },
  {
    name: 'CLERK_JWKS_URL',
    isSecret: false,
    need: 'optional',
    from: onlyProduction('Only where the JWKS is not at the Frontend API'),
  },
  {
    name: 'CLERK_PROXY_URL',
    isSecret: false,
    need: 'optional',
    from: onlyProduction('Only where a proxy stands in front of Clerk'),
  },
];

/**
 * Variables the code reads that nobody sets on Vercel: it sets them itself, the build does, or they exist only here.
 * A test fails when the code reads a variable that is neither here nor planned.
 */
export const NOT_TO_SET: Readonly<Record<string, string>> = {
  VERCEL: 'Vercel sets it',
  VERCEL_ENV: 'Vercel sets it',
  VERCEL_TARGET_ENV: 'Vercel sets it',
  VERCEL_URL: 'Vercel sets it',
  VERCEL_BRANCH_URL: 'Vercel sets it',
  VERCEL_PROJECT_PRODUCTION_URL: 'Vercel sets it',
  VERCEL_RELATED_PROJECTS: 'Vercel sets it, from relatedProjects in vercel.json',
  NODE_ENV: 'Next sets it',
  PATH: 'the system sets it',
  SSO_REGISTRY: 'withSso() writes it into the build',
  NEXT_PUBLIC_SSO_TOPOLOGY: 'withSso() writes it into the build',
  NEXT_PUBLIC_SSO_SCRIPT_KEYWORDS: 'withSso() writes it into the build',
  NEXT_PUBLIC_SSO_BASE_PATH: 'withSso() writes it into the build',
  NEXT_PUBLIC_SSO_FRAME_ANCESTORS: 'withSso() writes it into the build',
  NEXT_PUBLIC_SSO_FORM_TARGETS: 'withSso() writes it into the build',
  NEXT_PUBLIC_CLERK_PREFETCH_UI: 'withSso() writes it into the build',
  NEXT_PUBLIC_CLERK_PROXY_URL: 'of the local Clerk; withSso() writes it into a local build',
  NEXT_PUBLIC_CLERK_JS_URL: 'of the local Clerk; withSso() writes it into a local build',
  NEXT_PUBLIC_CLERK_UI_URL: 'of the local Clerk; withSso() writes it into a local build',
  CLERK_API_URL: 'of the local Clerk',
  SSO_LOCAL_CLERK: 'of this machine; the build of a deployment fails with it',
  SSO_LOCAL_PORT: 'of this machine',
  SSO_TYPES_CHECKED: 'of a local build after a type check; a deployment ignores it',
  CLERK_DISABLE_AUTO_PROXY: 'SsoProvider sets it',
  AUTH_DEBUG: 'only while a fault is searched: the proxy logs what happened to each request',
  SSO_OUTAGE_PROBE_MS: 'of tests with the local Clerk',
  DIRECTORY_SERVED_URL: 'the stack sets it: the database that its apps share',
  DIRECTORY_DATA_DIR: 'of this machine; on Vercel there is DATABASE_URL',
};

/** The variables of one project, in the order to set them. Those with `never` are listed so that `--check` finds them. */
export function variablesOf({
  receivesWebhooks,
  keepsData,
}: {
  receivesWebhooks: boolean;
  keepsData: boolean;
}): PlannedVariable[] {
  return [
    ...COMMON,
    ...(receivesWebhooks ? WEBHOOKS : []),
    ...(keepsData ? DATABASE : []),
    { name: 'SSO_LOCAL_CLERK', isSecret: false, need: 'never', from: nowhere },
    { name: 'CLERK_API_URL', isSecret: false, need: 'never', from: nowhere },
  ];
}

function onlyProduction(source: string): From {
  return { ...nowhere, production: source };
}
