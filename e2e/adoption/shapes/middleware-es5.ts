import { appManifest, BIOME, CLERK_LAYOUT, IGNORED, type Shape, tsconfig, WHO_PAGE } from '../shape.ts';

/** An app of some years: `middleware.ts`, an old compile target, routes under `/api` that ask who is there. */
export const middlewareEs5: Shape = {
  name: 'one app, pnpm, middleware.ts and target ES5',
  manager: 'pnpm',
  files: {
    '.gitignore': IGNORED,
    'package.json': appManifest('crm', { packageManager: 'pnpm@12.21.0', linter: BIOME }),
    ...BIOME.files,
    'tsconfig.json': tsconfig('ES5'),
    'next.config.js': `/** @type {import('next').NextConfig} */
const nextConfig = { reactStrictMode: true };

module.exports = nextConfig;
`,
    'middleware.ts': `import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'

const isPrivate = createRouteMatcher(['/crm(.*)', '/api(.*)'])

export default clerkMiddleware(async (auth, req) => {
  if (isPrivate(req)) await auth.protect()
})

export const config = {
  matcher: ['/((?!_next|[^?]*\\\\.(?:html?|css|js(?!on)|jpe?g|webp|png|gif|svg|ttf|woff2?|ico)).*)', '/(api|trpc)(.*)'],
}
`,
    'app/layout.tsx': CLERK_LAYOUT,
    'app/page.tsx': WHO_PAGE,
    'app/crm/page.tsx': WHO_PAGE,
    'app/api/me/route.ts': `import { auth } from '@clerk/nextjs/server'

export async function GET() {
  const { userId } = await auth()
  return Response.json({ userId })
}
`,
  },
  apps: [{ name: 'crm', directory: '' }],
  privatePath: '/crm',
  posture: 'mixed',
  ownChecks: ['typecheck'],
};
