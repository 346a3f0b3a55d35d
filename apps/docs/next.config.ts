import { withSso } from '@repo/auth/next-config';

export default withSso('docs', { transpilePackages: ['@repo/ui'] }, { clerkUi: false });
