import { appManifest, BIOME, IGNORED, rootManifest, type Shape, tsconfig, WHO_PAGE } from '../shape.ts';

const LAYOUT = `export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
`;
const app = (name: string) => ({
  [`web/${name}/package.json`]: appManifest(`@acme/${name}`),
  [`web/${name}/tsconfig.json`]: tsconfig('ES2017'),
  [`web/${name}/app/layout.tsx`]: LAYOUT,
  [`web/${name}/app/page.tsx`]: WHO_PAGE,
});

/** Workspaces of npm, two apps that do not use Clerk yet: no provider, no proxy, no config. */
export const npmWorkspaces: Shape = {
  name: 'npm workspaces without Clerk so far',
  manager: 'npm',
  files: {
    '.gitignore': IGNORED,
    'package.json': rootManifest({ name: 'acme', private: true, workspaces: ['web/*'] }, BIOME),
    ...BIOME.files,
    ...app('front'),
    ...app('back'),
  },
  apps: [
    { name: 'front', directory: 'web/front' },
    { name: 'back', directory: 'web/back' },
  ],
  privatePath: '/',
  posture: 'protected',
  ownChecks: ['typecheck'],
};
