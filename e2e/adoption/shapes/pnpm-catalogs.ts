import {
  appDependencies,
  appManifest,
  BIOME,
  CLERK_LAYOUT,
  IGNORED,
  rootManifest,
  type Shape,
  TYPES,
  tsconfig,
  VERSIONS,
  WHO_PAGE,
} from '../shape.ts';

const CATALOG = { ...appDependencies(), ...TYPES };
const fromCatalog = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'catalog:']));

const app = (name: string) => ({
  [`apps/${name}/package.json`]: appManifest(`@acme/${name}`, {
    type: 'module',
    dependencies: fromCatalog(Object.keys(appDependencies())),
    devDependencies: fromCatalog(Object.keys(TYPES)),
  }),
  [`apps/${name}/tsconfig.json`]: tsconfig('ES2022'),
  [`apps/${name}/next.config.ts`]: `import type { NextConfig } from 'next';\n\nconst config: NextConfig = {};\n\nexport default config;\n`,
  [`apps/${name}/src/app/layout.tsx`]: CLERK_LAYOUT,
  [`apps/${name}/src/app/page.tsx`]: WHO_PAGE,
});

/** A workspace whose versions are all in the catalog of pnpm. */
export const pnpmCatalogs: Shape = {
  name: `a workspace with pnpm catalogs, Next.js ${VERSIONS.next}`,
  manager: 'pnpm',
  files: {
    '.gitignore': IGNORED,
    'package.json': rootManifest({ name: 'acme', private: true, packageManager: 'pnpm@12.21.0' }, BIOME),
    ...BIOME.files,
    'pnpm-workspace.yaml': `packages:\n  - apps/*\n\ncatalog:\n${Object.entries(CATALOG)
      .map(([name, version]) => `  "${name}": ${version}\n`)
      .join('')}`,
    ...app('start'),
    ...app('admin'),
    'apps/admin/src/proxy.ts': `import { clerkMiddleware } from '@clerk/nextjs/server';\n\nconst handler = clerkMiddleware(async (auth) => {\n  await auth.protect();\n}, { debug: false });\n\nexport default handler;\n\nexport const config = { matcher: ['/((?!_next|.*\\\\..*).*)'] };\n`,
  },
  apps: [
    { name: 'start', directory: 'apps/start' },
    { name: 'admin', directory: 'apps/admin' },
  ],
  privatePath: '/',
  posture: 'protected',
  ownChecks: ['typecheck'],
};
