import { withSso } from '@repo/auth/next-config';

export default withSso('academy', { transpilePackages: ['@repo/ui'] });
