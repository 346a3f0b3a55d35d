import { withSso } from '@repo/auth/next-config';

export default withSso('account', { transpilePackages: ['@repo/ui'] });
