import { appManifest, BIOME, CLERK_LAYOUT, IGNORED, type Shape, tsconfig, WHO_PAGE } from '../shape.ts';

/** The app that signs users in, for repositories with one app. It has a sign-in page already. */
export const login: Shape = {
  name: 'one app, npm, with a sign-in page and a matcher of its own',
  manager: 'npm',
  files: {
    '.gitignore': IGNORED,
    'package.json': appManifest('login', { linter: BIOME }),
    ...BIOME.files,
    'tsconfig.json': tsconfig('ES2017'),
    'next.config.ts': `import type { NextConfig } from 'next';\n\nconst nextConfig: NextConfig = {};\n\nexport default nextConfig;\n`,
    'app/layout.tsx': CLERK_LAYOUT,
    'app/page.tsx': WHO_PAGE,
    'app/sign-in/[[...sign-in]]/page.tsx': `import { SignIn } from '@clerk/nextjs';\n\nexport default function Page() {\n  return <SignIn path="/sign-in" />;\n}\n`,
    'proxy.ts': `import { clerkMiddleware } from '@clerk/nextjs/server';\n\nexport default clerkMiddleware();\n\nexport const config = {\n  matcher: ['/((?!_next|[^?]*\\\\.(?:html?|css|js(?!on)|jpe?g|webp|png|gif|svg|ttf|woff2?|ico)).*)', '/(api|trpc)(.*)'],\n};\n`,
  },
  apps: [{ name: 'login', directory: '' }],
  privatePath: '/',
  posture: 'mixed',
  ownChecks: ['typecheck'],
};
