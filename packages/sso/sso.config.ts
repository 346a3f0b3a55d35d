import { type ApiNameOf, defineSso, type PageAppNameOf } from '@subdomain-sso/auth/define-sso';

/**
 * Which apps share the session, where they live, and who may call whom: the one file a team edits.
 * Everything else (authorized parties, redirect allowlists, cross-app links, local hosts) derives from it.
 */
export const sso = defineSso({
  /** Registrable domain of production; every app lives on a subdomain of it. */
  rootDomain: 'acme.example',
  /** The same tree on this machine. `*.localhost` needs no DNS and no certificate. */
  localRootDomain: 'acme.localhost',
  /** The app that signs users in; every other app sends them there. */
  primary: 'account',
  apps: {
    account: { posture: 'mixed', vercelProject: 'acme-account', callers: [] },
    platform: {
      posture: 'protected',
      vercelProject: 'acme-platform',
      callers: ['academy'],
      organizationSyncOptions: {
        organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'],
        personalAccountPatterns: ['/personal', '/personal/(.*)'],
      },
    },
    portal: { posture: 'protected', vercelProject: 'acme-portal', callers: [] },
    docs: { posture: 'public', vercelProject: 'acme-docs', callers: [] },
    academy: { posture: 'mixed', vercelProject: 'acme-academy', callers: [] },
    handbook: { posture: { staffOf: 'acme' }, vercelProject: 'acme-handbook', callers: [] },
    api: { posture: 'bearer', callers: ['platform', 'academy'] },
  },
});

/** An API of the registry: no pages, no cookies, bearer tokens only. */
export type ApiName = ApiNameOf<typeof sso>;

/** An app of the registry that has pages. What needs a browser, such as a proxy, a link or a menu, takes only these. */
export type AppName = PageAppNameOf<typeof sso>;

declare module '@subdomain-sso/auth/define-sso' {
  /** So that links and return URLs take the names of these apps alone. */
  interface Register {
    sso: typeof sso;
  }
}
