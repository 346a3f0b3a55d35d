import { sso } from '@repo/sso';
import { withSso } from '@subdomain-sso/auth/next-config';

export default withSso(sso, 'academy', { transpilePackages: ['@repo/ui'] });
