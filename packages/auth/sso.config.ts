import { defineSso } from './src/define-sso.ts';

/**
 * The one file a team edits: which apps share the session, where they live, and who may call whom.
 * Everything else (authorized parties, redirect allowlists, cross-app links, local hosts) derives from it.
 */
export const sso = defineSso({
  /** Registrable domain of production; every app lives on a subdomain of it. */
  rootDomain: 'acme.example',
  /** The same tree on this machine. `*.localhost` needs no DNS and no certificate. */
  localRootDomain: 'acme.localhost',
  /** The app that signs people in; every other app sends them there. */
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
  },
});

export type AppName = keyof (typeof sso)['apps'];
