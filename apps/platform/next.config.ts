import { sso } from '@repo/sso';
import { withSso } from '@subdomain-sso/auth/next-config';

export default withSso(sso, 'platform', { transpilePackages: ['@repo/ui'] });
