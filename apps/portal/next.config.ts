import { withSso } from '@repo/auth/next-config';

export default withSso('portal', {
  transpilePackages: ['@repo/ui'],
  // Each brings files of its own that a bundle would leave behind.
  serverExternalPackages: ['@electric-sql/pglite', 'pg'],
});
