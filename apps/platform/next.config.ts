import { withSso } from '@repo/auth/next-config';

export default withSso('platform', { transpilePackages: ['@repo/ui'] });
