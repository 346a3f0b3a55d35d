import { appManifest, CLERK_LAYOUT, IGNORED, PLAIN_ESLINT, type Shape, WHO_PAGE } from '../shape.ts';

/** One app without TypeScript. */
export const javascript: Shape = {
  name: 'one app in JavaScript',
  manager: 'npm',
  files: {
    '.gitignore': IGNORED,
    'package.json': appManifest('notes', { devDependencies: null, linter: PLAIN_ESLINT }),
    ...PLAIN_ESLINT.files,
    'next.config.mjs': 'const nextConfig = { poweredByHeader: false };\n\nexport default nextConfig;\n',
    'src/app/layout.jsx': CLERK_LAYOUT.replace(': { children: React.ReactNode }', ''),
    'src/app/page.jsx': WHO_PAGE,
    'src/app/mine/page.jsx': WHO_PAGE,
    'src/middleware.js': `import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';\n\nconst isMine = createRouteMatcher(['/mine(.*)']);\n\nexport default clerkMiddleware(async (auth, request) => {\n  if (isMine(request)) await auth.protect();\n});\n`,
  },
  apps: [{ name: 'notes', directory: '' }],
  privatePath: '/mine',
  posture: 'mixed',
  ownChecks: [],
};
