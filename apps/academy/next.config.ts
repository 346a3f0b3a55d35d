import { withSso } from '@subdomain-sso/auth/next-config';

export default withSso('academy', { transpilePackages: ['@repo/ui'] });
