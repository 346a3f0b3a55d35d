import {
  appDependencies,
  appManifest,
  BIOME,
  CLERK_LAYOUT,
  IGNORED,
  manifest,
  rootManifest,
  type Shape,
  tsconfig,
  WHO_PAGE,
} from '../shape.ts';

const app = (name: string) => ({
  [`apps/${name}/package.json`]: appManifest(name, {
    dependencies: { '@repo/auth': 'workspace:*', ...appDependencies() },
  }),
  [`apps/${name}/tsconfig.json`]: tsconfig('ES2022'),
  [`apps/${name}/next.config.ts`]: `import type { NextConfig } from 'next';\n\nexport default { transpilePackages: ['@repo/auth'] } satisfies NextConfig;\n`,
  [`apps/${name}/app/layout.tsx`]: CLERK_LAYOUT,
  [`apps/${name}/app/page.tsx`]: `import { whoIsThere } from '@repo/auth';\n\nexport default async function Page() {\n  return <p id="who">{await whoIsThere()}</p>;\n}\n`,
});

/** A monorepo of turbo that has a package `@repo/auth` of its own, which must stay what it is. */
export const ownsRepoAuth: Shape = {
  name: 'a turbo monorepo that owns @repo/auth',
  manager: 'pnpm',
  files: {
    '.gitignore': IGNORED,
    'package.json': rootManifest({ name: 'suite', private: true, packageManager: 'pnpm@12.21.0' }, BIOME),
    ...BIOME.files,
    'pnpm-workspace.yaml': 'packages:\n  - apps/*\n  - packages/*\n',
    'turbo.json': manifest({ tasks: { build: { dependsOn: ['^build'], outputs: ['.next/**'] } } }),
    'packages/auth/package.json': manifest({
      name: '@repo/auth',
      version: '1.0.0',
      private: true,
      exports: { '.': './index.ts' },
      dependencies: { '@clerk/nextjs': '7.9.7' },
    }),
    'packages/auth/index.ts': `import { auth } from '@clerk/nextjs/server';\n\n/** Ours since 2023. */\nexport async function whoIsThere(): Promise<string> {\n  const { userId } = await auth();\n  return userId ?? 'nobody';\n}\n`,
    ...app('home'),
    ...app('desk'),
    'apps/desk/app/tickets/page.tsx': WHO_PAGE,
    'apps/desk/proxy.ts': `import { clerkMiddleware } from '@clerk/nextjs/server';\n\nexport const proxy = clerkMiddleware(async (auth, request) => {\n  if (request.nextUrl.pathname.startsWith('/tickets')) await auth.protect();\n});\n\nexport const config = { matcher: ['/((?!_next|.*\\\\..*).*)'] };\n`,
  },
  apps: [
    { name: 'home', directory: 'apps/home' },
    { name: 'desk', directory: 'apps/desk' },
  ],
  privatePath: '/tickets',
  posture: 'mixed',
  ownChecks: ['typecheck'],
};
