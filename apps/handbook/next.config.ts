import { withSso } from '@subdomain-sso/auth/next-config';

export default withSso('handbook', { transpilePackages: ['@repo/ui'] });
