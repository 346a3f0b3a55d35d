interface Entry {
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
