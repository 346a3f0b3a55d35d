import { withSso } from '@repo/auth/next-config';

export default withSso('handbook', { transpilePackages: ['@repo/ui'] });
