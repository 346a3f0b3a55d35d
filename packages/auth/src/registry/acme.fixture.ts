import { type ApiNameOf, defineSso, type PageAppNameOf } from './define-sso.ts';

/** The registry that the tests are about: an app of each posture, and an API. */
export const acme = defineSso({
  rootDomain: 'acme.example',
  localRootDomain: 'acme.localhost',
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

/** An API of the registry. */
export type AcmeApi = ApiNameOf<typeof acme>;

/** An app of the registry with pages. */
export type AcmeApp = PageAppNameOf<typeof acme>;
