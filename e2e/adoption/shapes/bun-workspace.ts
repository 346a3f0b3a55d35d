import {
  appManifest,
  BIOME,
  CLERK_LAYOUT,
  IGNORED,
  rootManifest,
  type Shape,
  tsconfig,
  WHO_PAGE,
} from '../shape.ts';

const app = (name: string) => ({
  [`apps/${name}/package.json`]: appManifest(name),
  [`apps/${name}/tsconfig.json`]: tsconfig('ES2017'),
  [`apps/${name}/next.config.mjs`]: `/** @type {import('next').NextConfig} */\nconst nextConfig = {};\n\nexport default async () => nextConfig;\n`,
  [`apps/${name}/app/layout.tsx`]: CLERK_LAYOUT,
  [`apps/${name}/app/page.tsx`]: WHO_PAGE,
});

/** A workspace of bun, whose config is an async function in JavaScript. */
export const bunWorkspace: Shape = {
  name: 'a bun workspace',
  manager: 'bun',
  files: {
    '.gitignore': IGNORED,
    'package.json': rootManifest(
      {
        name: 'acme',
        private: true,
        packageManager: 'bun@1.3.0',
        workspaces: { packages: ['apps/*'] },
      },
      BIOME,
    ),
    ...BIOME.files,
    ...app('hub'),
    ...app('lab'),
  },
  apps: [
    { name: 'hub', directory: 'apps/hub' },
    { name: 'lab', directory: 'apps/lab' },
  ],
  privatePath: '/',
  posture: 'protected',
  ownChecks: ['typecheck'],
};
