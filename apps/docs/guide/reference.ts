export interface Entry {
  /** The name as it is written in code. */
  id: string;
  meaning: string;
}

/** Fields of `sso.config.ts`. */
export const registryFields: readonly Entry[] = [
  { id: 'rootDomain', meaning: 'Registrable domain of production. Every app lives on a subdomain of it.' },
  { id: 'localRootDomain', meaning: 'The same on your machine. It ends in .localhost, so it needs no DNS.' },
  { id: 'primary', meaning: 'The app that signs people in. The others send them there.' },
  {
    id: 'cookieTokensOf',
    meaning:
      "'self', the default, or 'siblings': whose tokens a session cookie may hold. See Why is azp missing?",
  },
  { id: 'subdomain', meaning: 'Label under the root domain, where it is not the app’s name.' },
  { id: 'posture', meaning: 'What the proxy does for people who are not signed in; see below.' },
  { id: 'vercelProject', meaning: 'Name of the Vercel project, to find the preview of a sibling app.' },
  {
    id: 'organizationSyncOptions',
    meaning: 'Paths of an app that name their organization, such as /orgs/:slug. Each tab acts in its own.',
  },
  { id: 'outage', meaning: 'How long, and for what, people are still believed while Clerk is down. Off.' },
  {
    id: 'machineTokenCacheSeconds',
    meaning:
      'How long a checked API key, machine or OAuth token is believed before Clerk is asked again: 30.',
  },
  { id: 'callers', meaning: 'Apps whose tokens this app’s API accepts as bearer tokens, beside its own.' },
];

/** Values of `posture`. */
export const postures: readonly Entry[] = [
  { id: "'public'", meaning: 'Everyone may read. Strangers get no redirect and no cookie.' },
  { id: "'mixed'", meaning: 'The app decides page by page, with its guards.' },
  { id: "'protected'", meaning: 'Signed in, every page. API routes answer 401 instead of redirecting.' },
  { id: "{ staffOf: 'acme' }", meaning: 'Signed in and acting in that organization; others see /no-access.' },
  {
    id: "'bearer'",
    meaning:
      'An API without pages or proxy: bearer tokens of its declared callers, no cookies, none of its own.',
  },
];

/** Environment variables an app reads. */
export const variables: readonly Entry[] = [
  {
    id: 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
    meaning: 'Which Clerk instance. Without it, development uses the local Clerk.',
  },
  { id: 'CLERK_SECRET_KEY', meaning: 'Lets the server call Clerk. Never reaches a browser.' },
  {
    id: 'CLERK_JWT_KEY',
    meaning: 'Public key of the instance, PEM. With it, tokens are checked without a request.',
  },
  { id: 'SSO_LOCAL_PORT', meaning: 'Port of the gateway on your machine, 3000 when unset.' },
  {
    id: 'SSO_LOCAL_CLERK',
    meaning: '1 allows a production build against the local Clerk, for tests. Refused on Vercel.',
  },
];

/** Checks of `@repo/auth/server` for pages and Server Actions. */
export const guards: readonly Entry[] = [
  { id: 'currentSession()', meaning: 'Who is asking, or null. For pages that say more to people they know.' },
  { id: 'requireUser({ … })', meaning: 'Signed in, and every requirement that is given.' },
  { id: 'requireOrganization({ slug }, { … })', meaning: 'Acting in that organization; ‘any’: in some.' },
  { id: 'requireFreshVerification(…)', meaning: 'Proved who they are within ten minutes, an hour or a day.' },
  { id: 'role, permission', meaning: 'What somebody may do in the active organization.' },
  { id: 'plan, feature', meaning: 'What is paid for, by the person (user:…) or the organization (org:…).' },
  { id: "impersonation: 'forbid'", meaning: 'Not for somebody who acts as this person.' },
  { id: "pending: 'allow'", meaning: 'Also with unfinished tasks, such as choosing an organization.' },
  { id: "otherwise: 'not-found'", meaning: 'Who is refused sees a 404 instead of a reason.' },
];

/** What `withAuth` accepts. */
export const tokenKinds: readonly Entry[] = [
  {
    id: 'session_token',
    meaning:
      'A person in a browser: the cookie of this app, or a bearer token of a declared caller. Checked without Clerk.',
  },
  {
    id: 'api_key',
    meaning: 'A person’s or an organization’s key. Clerk is asked once in 30 seconds and key.',
  },
  { id: 'm2m_token', meaning: 'Another service of yours.' },
  { id: 'oauth_token', meaning: 'An application that a person let act for them.' },
];
