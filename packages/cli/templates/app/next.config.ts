import { withSso } from '@subdomain-sso/auth/next-config';

export default withSso('account', { transpilePackages: ['@repo/ui'] });
