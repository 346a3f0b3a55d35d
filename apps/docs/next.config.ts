import { withSso } from '@subdomain-sso/auth/next-config';

export default withSso('docs', { transpilePackages: ['@repo/ui'] }, { clerkUi: false });
