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
  { id: 'posture', meaning: 'What the proxy does for anonymous visitors; see below.' },
  { id: 'vercelProject', meaning: 'Name of the Vercel project, to find the preview of a sibling app.' },
  {
    id: 'organizationSyncOptions',
    meaning:
      'Paths of an app that name their organization, such as /orgs/:slug. Each tab acts in the organization of its path.',
  },
  {
    id: 'outage',
    meaning:
      'How long, and for which requests, an expired token is still accepted while Clerk is down. Off by default.',
  },
  {
    id: 'machineTokenCacheSeconds',
    meaning:
      'Seconds for which a verified API key, machine or OAuth token is accepted before Clerk is asked again. Default 30. Clerk charges $0.00001 for each verification of an API key after 100,000 a month (its changelog of 2026-04-17).',
  },
  {
    id: 'callers',
    meaning: 'Apps whose tokens this app’s API accepts as bearer tokens, in addition to its own.',
  },
];

/** Values of `posture`. */
export const postures: readonly Entry[] = [
  { id: "'public'", meaning: 'Everyone may read. Anonymous visitors get no redirect and no cookie.' },
  { id: "'mixed'", meaning: 'The app decides page by page, with its guards.' },
  {
    id: "'protected'",
    meaning: 'Every page needs a signed-in user. API routes answer 401 instead of redirecting.',
  },
  {
    id: "{ staffOf: 'acme' }",
    meaning: 'Every page needs a user whose active organization is this one; others see /no-access.',
  },
  {
    id: "'bearer'",
    meaning:
      'An API without pages and without a proxy. It accepts bearer tokens of its declared callers and no cookies.',
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
    meaning: 'Public key of the instance, PEM. With it, tokens are verified without a request to Clerk.',
  },
  { id: 'SSO_LOCAL_PORT', meaning: 'Port of the gateway on your machine, 3000 when unset.' },
  {
    id: 'SSO_LOCAL_CLERK',
    meaning: '1 allows a production build with the local Clerk, for tests. Refused on Vercel.',
  },
];

/** Checks of `@subdomain-sso/auth/server` for pages and Server Actions. */
export const guards: readonly Entry[] = [
  {
    id: 'currentSession()',
    meaning: 'The signed-in user, or null. For pages that are open to everyone and show more to users.',
  },
  { id: 'requireUser({ … })', meaning: 'A signed-in user who meets every given requirement.' },
  {
    id: 'requireOrganization({ slug }, { … })',
    meaning: 'A user whose active organization is this one; ‘any’ accepts every organization.',
  },
  {
    id: 'requireFreshVerification(…)',
    meaning: 'A user who verified their identity in the last ten minutes, hour or day.',
  },
  { id: 'role, permission', meaning: 'Role or permission in the active organization.' },
  { id: 'plan, feature', meaning: 'Plan or feature of the user (user:…) or the organization (org:…).' },
  { id: "impersonation: 'forbid'", meaning: 'Refuses impersonation: staff who act as this user.' },
  {
    id: "pending: 'allow'",
    meaning: 'Also accepts a session with unfinished tasks, such as choosing an organization.',
  },
  { id: "otherwise: 'not-found'", meaning: 'A refused user sees a 404 instead of a reason.' },
];

/** What `withAuth` accepts. */
export const tokenKinds: readonly Entry[] = [
  {
    id: 'session_token',
    meaning:
      'A user in a browser: the cookie of this app, or a bearer token of a declared caller. Verified without a request to Clerk.',
  },
  {
    id: 'api_key',
    meaning: 'The key of a user or an organization. Clerk is asked once per key and 30 seconds.',
  },
  { id: 'm2m_token', meaning: 'A token of another service of yours.' },
  { id: 'oauth_token', meaning: 'A token of an application that a user allowed to act for them.' },
];

/** What the handler of `createAuthProxy` may return or call. */
export const handlerRights: readonly Entry[] = [
  { id: 'nothing', meaning: 'The request goes on to the app.' },
  {
    id: 'NextResponse.next(…)',
    meaning: 'Goes on with your headers and cookies, and with your changes of the request’s headers.',
  },
  {
    id: 'NextResponse.rewrite(…)',
    meaning: 'Another page at the same address, such as that of a tenant or a locale.',
  },
  { id: 'NextResponse.redirect(…)', meaning: 'A redirect, with your cookies.' },
  { id: 'new Response(…)', meaning: 'A page or JSON of your own, such as one for maintenance.' },
  {
    id: 'await auth.protect(…)',
    meaning:
      'Requires a user as a protected app does: a page leads to the sign-in page and back, a form is kept, a stale token is renewed. A missing role is 404, as in Clerk.',
  },
  {
    id: 'request headers',
    meaning:
      'Your changes and the session reach the app together. Headers that say who is signed in are the SDK’s alone.',
  },
];

/** Options of `createAuthProxy`, and fields of `sso.config.ts` that say where things are. */
export const proxyOptions: readonly Entry[] = [
  { id: 'handler', meaning: 'createAuthProxy: your own code, as above.' },
  {
    id: 'debug',
    meaning: 'createAuthProxy: logs one block for each request, without secrets. AUTH_DEBUG=1 does the same.',
  },
  { id: 'onEvent', meaning: 'createAuthProxy: your logger.' },
  {
    id: 'signInUrl, signUpUrl',
    meaning: 'sso.config.ts: a path of the primary app, such as /login, or an https URL.',
  },
  {
    id: 'noAccessPath',
    meaning: 'sso.config.ts, each app: the page for users without access. Default /no-access.',
  },
  {
    id: 'publicPaths',
    meaning:
      'sso.config.ts, each app: paths that anyone may read. /status is that path alone, /press/* every path below it.',
  },
  {
    id: 'ownOrigins',
    meaning: 'sso.config.ts, each app: further origins under which browsers reach it, such as a zone.',
  },
  {
    id: 'clockSkewInMs',
    meaning: 'sso.config.ts: for servers whose clock is wrong. Default 5,000, at most 60,000.',
  },
];
