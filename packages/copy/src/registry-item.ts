import { posix } from 'node:path';
import type { CopyChoices } from './choices.ts';
import { PLACEHOLDER_DOMAIN } from './choose.ts';
import { buildManagedFiles } from './source/managed-files.ts';
import type { Upstream } from './source/upstream.ts';

/** What `npx shadcn add` reads. @source ui.shadcn.com "registry-item.json" */
interface RegistryItem {
  readonly $schema: 'https://ui.shadcn.com/schema/registry-item.json';
  readonly name: 'auth';
  readonly type: 'registry:item';
  readonly title: string;
  readonly description: string;
  readonly dependencies: readonly string[];
  readonly files: readonly {
    readonly path: string;
    readonly type: 'registry:file';
    readonly target: string;
    readonly content: string;
  }[];
  readonly docs: string;
}

/** Choices with placeholder names; the first line of `docs` says where to write the real ones. */
const CHOICES: CopyChoices = {
  form: 'folder',
  as: 'src/lib/auth',
  packageName: '@subdomain-sso/auth',
  domain: PLACEHOLDER_DOMAIN,
  apps: [
    { name: 'account', posture: 'mixed' },
    { name: 'app', posture: 'protected' },
  ],
  placements: [{ directory: '', app: 'account', hasSrc: true }],
  withTests: false,
  frameworks: {},
};

/**
 * Builds one item of a shadcn registry with the files that `sso copy` writes into an app with `src`.
 * The item cannot edit `next.config.ts`, and `--update` does not know copies made with it.
 * Every file has a target path, so that it also works in an app without `components.json`.
 */
export function buildRegistryItem(upstream: Upstream): RegistryItem {
  const files = buildManagedFiles(upstream, CHOICES);
  const versions = { ...upstream.dependencies, ...upstream.overrides };
  return {
    $schema: 'https://ui.shadcn.com/schema/registry-item.json',
    name: 'auth',
    type: 'registry:item',
    title: 'One Clerk session for several subdomains',
    description: 'Exact authorized parties, a proxy without redirects between apps, guards beside the data.',
    dependencies: Object.entries(versions).map(([name, version]) => `${name}@${version}`),
    files: [...files].map(([path, content]) => ({
      path: posix.join('auth', posix.relative('src', path)),
      type: 'registry:file',
      target: path,
      content,
    })),
    docs: `1. Write your domain and apps into src/lib/auth/sso.config.ts.
2. In next.config.ts: import { withSso } from './src/lib/auth/next-config'; import { sso } from './src/lib/auth/sso.config'; export default withSso(sso, 'account', nextConfig);
3. In src/app/layout.tsx: import { SsoProvider } from '../lib/auth/client', and put <SsoProvider> around {children}.
More in src/lib/auth/README.md.`,
  };
}
