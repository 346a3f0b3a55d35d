import { sso } from '@repo/sso';
import { withSso } from '@subdomain-sso/auth/next-config';

export default withSso(sso, 'docs', { transpilePackages: ['@repo/ui'] }, { clerkUi: false });
