import { sso } from '@repo/sso';
import { withSso } from '@subdomain-sso/auth/next-config';

export default withSso(sso, 'platform', {
  transpilePackages: ['@repo/ui'],
  // Each reads files of its own package that a bundle would not contain.
  serverExternalPackages: ['@electric-sql/pglite', 'pg'],
});
