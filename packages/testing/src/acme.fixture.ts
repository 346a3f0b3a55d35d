import { defineSso } from '@subdomain-sso/auth/define-sso';

/** A registry with every kind of app. */
export const acme = defineSso({
  rootDomain: 'acme.example',
  localRootDomain: 'acme.localhost',
  primary: 'account',
  apps: {
    account: { posture: 'mixed', vercelProject: 'acme-account', callers: [] },
    'web-shop': { posture: 'protected', vercelProject: 'acme-shop', callers: ['docs'], subdomain: 'shop' },
    docs: { posture: 'public', vercelProject: 'acme-docs', callers: [] },
    handbook: {
      posture: { staffOf: 'acme' },
      vercelProject: 'acme-handbook',
      callers: [],
      noAccessPath: '/no',
    },
    api: { posture: 'bearer', callers: ['web-shop'] },
  },
});
