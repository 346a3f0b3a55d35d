import { withSso } from '@subdomain-sso/auth/next-config';

export default withSso('platform', { transpilePackages: ['@repo/ui'] });
