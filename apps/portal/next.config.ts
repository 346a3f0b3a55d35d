import { withSso } from '@repo/auth/next-config';

export default withSso('portal', { transpilePackages: ['@repo/ui'] });
