import { defineSso } from './src/registry/define-sso.ts';

/**
 * The one file a team edits: which apps share the session, where they live, and who may call whom.
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

type Registry = (typeof sso)['apps'];

/** An API of the registry: no pages, no cookies, bearer tokens only. */
export type ApiName = {
  [Name in keyof Registry]: Registry[Name]['posture'] extends 'bearer' ? Name : never;
}[keyof Registry];

/** An app of the registry that has pages. What needs a browser, such as a proxy, a link or a menu, takes only these. */
export type AppName = Exclude<keyof Registry, ApiName>;
