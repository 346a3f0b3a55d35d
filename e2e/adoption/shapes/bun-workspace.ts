import {
  appManifest,
  biome,
  CLERK_LAYOUT,
  IGNORED,
  rootManifest,
  type Shape,
  tsconfig,
  WHO_PAGE,
} from '../shape.ts';

/** Biome as it is without settings: tabs and double quotes. */
const LINTER = biome({});
const inItsStyle = (text: string) =>
  text.replaceAll("'", '"').replaceAll(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2));

const app = (name: string) => ({
  [`apps/${name}/package.json`]: appManifest(name),
  [`apps/${name}/tsconfig.json`]: tsconfig('ES2017'),
  [`apps/${name}/next.config.mjs`]: `/** @type {import('next').NextConfig} */\nconst nextConfig = {};\n\nexport default async () => nextConfig;\n`,
  [`apps/${name}/app/layout.tsx`]: inItsStyle(CLERK_LAYOUT),
  [`apps/${name}/app/page.tsx`]: inItsStyle(WHO_PAGE),
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
      LINTER,
    ),
    ...LINTER.files,
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
