import { sso } from '@repo/sso';
import { withSso } from '@subdomain-sso/auth/next-config';

export default withSso(sso, 'account', { transpilePackages: ['@repo/ui'] });
