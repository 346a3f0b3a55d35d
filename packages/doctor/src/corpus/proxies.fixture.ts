import { type CorpusRepository, DB, GUARDED_PAGE, OPEN_PAGE, PARTIES, repository } from './corpus.fixture.ts';

const WARNING = ' «warning unguarded-routes»';

/** Pages behind a proxy that protects /dashboard and below, and nothing else. */
const pages = (mark: string) =>
  `${DB}--- app/page.tsx\n${OPEN_PAGE()}--- app/dashboard/page.tsx\n${OPEN_PAGE(mark)}--- app/dashboard/mine/page.tsx\n${GUARDED_PAGE}--- app/sign-in/page.tsx\nexport default () => <p>Sign in</p>;\n`;

const CLERK = "import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';\n";
const MATCHER = "export const config = { matcher: ['/((?!_next|.*\\\\..*).*)', '/(api|trpc)(.*)'] };\n";

/** Every way to protect /dashboard that the doctor has to understand. */
const FORMS: readonly { readonly name: string; readonly proxy: string; readonly more?: string }[] = [
  {
    name: 'protect() behind a matcher',
    proxy: `${CLERK}const isProtected = createRouteMatcher(['/dashboard(.*)']);\nexport default clerkMiddleware(async (auth, req) => {\n  if (isProtected(req)) await auth.protect();\n}, ${PARTIES});\n${MATCHER}`,
  },
  {
    name: 'public routes instead',
    proxy: `${CLERK}const isPublic = createRouteMatcher(['/', '/sign-in(.*)']);\nexport const proxy = clerkMiddleware(async (auth, req) => {\n  if (isPublic(req)) return;\n  await auth.protect();\n}, ${PARTIES});\n${MATCHER}`,
  },
  {
    name: 'redirectToSignIn of the awaited object',
    proxy: `${CLERK}const isProtected = createRouteMatcher(['/dashboard(.*)']);\nexport default clerkMiddleware(async (auth, req) => {\n  if (isProtected(req) && !(await auth()).userId) return (await auth()).redirectToSignIn();\n}, ${PARTIES});\n${MATCHER}`,
  },
  {
    name: 'a redirect that is returned',
    proxy: `import { NextResponse } from 'next/server';\n${CLERK}const isPublic = createRouteMatcher(['/', '/sign-in(.*)']);\nexport default clerkMiddleware(async (auth, req) => {\n  const { userId } = await auth();\n  if (userId && req.nextUrl.pathname === '/') return NextResponse.redirect(new URL('/dashboard', req.url));\n  if (!isPublic(req) && !userId) {\n    const url = new URL('/sign-in', req.url);\n    url.searchParams.set('redirect_url', req.url);\n    return NextResponse.redirect(url);\n  }\n  return NextResponse.next();\n}, ${PARTIES});\n${MATCHER}`,
  },
  {
    name: 'an answer 401',
    proxy: `import { NextResponse } from 'next/server';\n${CLERK}const isProtected = createRouteMatcher(['/dashboard(.*)']);\nexport default clerkMiddleware(async (auth, req) => {\n  const { isAuthenticated } = await auth();\n  if (!isAuthenticated && isProtected(req)) return NextResponse.json({ error: 'no' }, { status: 401 });\n}, ${PARTIES});\n${MATCHER}`,
  },
  {
    name: 'a handler of another file',
    proxy: `import { clerkMiddleware } from '@clerk/nextjs/server';\nimport { handler } from './lib/handler';\nexport default clerkMiddleware(handler, ${PARTIES});\n${MATCHER}`,
    more: `--- lib/handler.ts\nimport { createRouteMatcher } from '@clerk/nextjs/server';\nconst isProtected = createRouteMatcher(['/dashboard(.*)']);\nexport const handler = async (auth, req) => {\n  if (isProtected(req)) await auth.protect();\n};\n`,
  },
  {
    name: 'a proxy that is re-exported',
    proxy: `export { default } from './lib/guard';\n${MATCHER}`,
    more: `--- lib/guard.ts\n${CLERK}const isProtected = createRouteMatcher(['/dashboard(.*)']);\nexport default clerkMiddleware(async (auth, req) => {\n  if (isProtected(req)) await auth.protect();\n}, ${PARTIES});\n`,
  },
  {
    name: 'patterns of another file',
    proxy: `${CLERK}import { PROTECTED } from './lib/routes';\nconst isProtected = createRouteMatcher(PROTECTED);\nexport default clerkMiddleware(async (auth, req) => {\n  if (isProtected(req)) await auth.protect();\n}, ${PARTIES});\n${MATCHER}`,
    more: `--- lib/routes.ts\nexport const PROTECTED = ['/dashboard', '/settings'].map((path) => \`\${path}(.*)\`);\n`,
  },
  {
    name: 'a matcher of another file',
    proxy: `import { clerkMiddleware } from '@clerk/nextjs/server';\nimport { isProtected } from './lib/routes';\nexport default clerkMiddleware(async (auth, req) => {\n  if (isProtected(req)) await auth.protect();\n}, ${PARTIES});\n${MATCHER}`,
    more: "--- lib/routes.ts\nimport { createRouteMatcher } from '@clerk/nextjs/server';\nexport const isProtected = createRouteMatcher(['/dashboard(.*)']);\n",
  },
  {
    name: 'regular expressions',
    proxy: `${CLERK}const isProtected = createRouteMatcher([/^\\/dashboard(\\/|$)/]);\nexport default clerkMiddleware(async (auth, req) => {\n  if (isProtected(req)) await auth.protect();\n}, ${PARTIES});\n${MATCHER}`,
  },
  {
    name: 'paths that are compared by hand',
    proxy: `${CLERK}const LIST = ['/dashboard', '/settings'];\nexport default clerkMiddleware(async (auth, req) => {\n  const { pathname } = req.nextUrl;\n  if (LIST.some((start) => pathname.startsWith(start))) await auth.protect();\n}, ${PARTIES});\n${MATCHER}`,
  },
  {
    name: 'a function with a loop',
    proxy: `${CLERK}const OPEN = ['/', '/sign-in'];\nfunction isOpen(path) {\n  for (const one of OPEN) if (path === one) return true;\n  return false;\n}\nexport default clerkMiddleware(async (auth, req) => {\n  if (!isOpen(req.nextUrl.pathname)) await auth.protect();\n}, ${PARTIES});\n${MATCHER}`,
  },
  {
    name: 'a guard that the handler calls',
    proxy: `${CLERK}const isProtected = createRouteMatcher(['/dashboard(.*)']);\nasync function guard(auth, request) {\n  if (isProtected(request)) await auth.protect();\n}\nexport default clerkMiddleware(async (auth, req) => {\n  await guard(auth, req);\n}, ${PARTIES});\n${MATCHER}`,
  },
  {
    name: 'composed with another middleware',
    proxy: `${CLERK}import createMiddleware from 'next-intl/middleware';\nconst intl = createMiddleware({ locales: ['en'] });\nconst isProtected = createRouteMatcher(['/dashboard(.*)']);\nconst clerk = clerkMiddleware(async (auth, req) => {\n  if (isProtected(req)) await auth.protect();\n  return intl(req);\n}, ${PARTIES});\nexport default function proxy(req, event) {\n  return clerk(req, event);\n}\n${MATCHER}`,
  },
  {
    name: 'CommonJS',
    proxy: `const { clerkMiddleware, createRouteMatcher } = require('@clerk/nextjs/server');\nconst isProtected = createRouteMatcher(['/dashboard(.*)']);\nmodule.exports = clerkMiddleware(async (auth, req) => {\n  if (isProtected(req)) await auth.protect();\n}, ${PARTIES});\n${MATCHER.replace('export const config', 'module.exports.config')}`,
  },
];

/** The same pages with SDKs from before clerkMiddleware(). The names they import are gone since. */
const OLD: readonly CorpusRepository[] = [
  repository(
    'authMiddleware() with public routes',
    `--- middleware.ts\nimport { authMiddleware } from '@clerk/nextjs'; «warning deprecated-imports»\nexport default authMiddleware({ publicRoutes: ['/', '/sign-in(.*)'], ...${PARTIES} });\n${MATCHER}${pages(WARNING)}`,
    { next: '14.2.35', clerk: '4.31.8' },
  ),
  repository(
    'authMiddleware() with afterAuth',
    `--- middleware.ts\nimport { authMiddleware, redirectToSignIn } from '@clerk/nextjs'; «warning deprecated-imports» «warning deprecated-imports»\nexport default authMiddleware({\n  authorizedParties: ['https://app.acme.com'],\n  publicRoutes: ['/', '/sign-in(.*)'],\n  afterAuth(auth, req) {\n    if (!auth.userId && !auth.isPublicRoute) return redirectToSignIn({ returnBackUrl: req.url });\n  },\n});\n${MATCHER}${pages(WARNING)}`,
    { next: '14.2.35', clerk: '4.31.8' },
  ),
  repository(
    'auth().protect() of version 5',
    `--- middleware.ts\n${CLERK}const isProtected = createRouteMatcher(['/dashboard(.*)']);\nexport default clerkMiddleware((auth, req) => {\n  if (isProtected(req)) auth().protect();\n}, ${PARTIES});\n${MATCHER}--- package.json\n{\n  "dependencies": {\n    "next": "14.2.35",\n    "@clerk/nextjs": "5.7.6" «warning malformed-host-crash» «note outdated-api-version»\n  }\n}\n${pages(WARNING)}`,
  ),
];

/** What cannot be read is said, and not guessed. */
const UNREAD: readonly CorpusRepository[] = [
  repository(
    'a proxy of a package that is not here',
    `--- proxy.ts\nimport { createProxy } from '@acme/proxy'; «unread»\nexport default createProxy();\n${pages('')}`,
  ),
  repository(
    'a handler of a package that is not here',
    `--- proxy.ts\nimport { clerkMiddleware } from '@clerk/nextjs/server';\nimport { handler } from '@acme/proxy';\nexport default clerkMiddleware(handler, ${PARTIES}); «unread»\n${MATCHER}${pages('')}`,
  ),
  repository(
    'a condition on the path of another service',
    `--- proxy.ts\nimport { clerkMiddleware } from '@clerk/nextjs/server';\nimport { isPathProtected } from '@acme/flags';\nexport default clerkMiddleware(async (auth, req) => {\n  if (await isPathProtected(req.nextUrl.pathname)) await auth.protect(); «unread»\n}, ${PARTIES});\n${MATCHER}${pages('')}`,
  ),
  repository(
    'a matcher that is computed elsewhere',
    `--- proxy.ts\n${CLERK}import { matcher } from '@acme/matcher';\nexport default clerkMiddleware(${PARTIES});\nexport const config = { matcher }; «unread»\n${pages('')}`,
  ),
  repository(
    'a proxy that is broken off',
    `--- proxy.ts\n${CLERK}export default clerkMiddleware(; «unread»\n${pages('')}`,
  ),
  repository(
    'options of a package that is not here',
    `--- proxy.ts\nimport { clerkMiddleware } from '@clerk/nextjs/server';\nimport { clerkOptions } from '@acme/options';\nexport default clerkMiddleware(async () => {}, clerkOptions); «unread»\n${MATCHER}${pages('')}`,
  ),
];

/** Proxies, in every form that people write them. */
export const proxyRepositories: readonly CorpusRepository[] = [
  ...FORMS.map(({ name, proxy, more = '' }) =>
    repository(
      `proxy: ${name}`,
      `--- ${name === 'CommonJS' ? 'proxy.js' : 'proxy.ts'}\n${proxy}${more}${pages(WARNING)}`,
    ),
  ),
  ...OLD,
  ...UNREAD,
  repository(
    'a redirect of signed-in users is no protection',
    `--- proxy.ts\nimport { NextResponse } from 'next/server';\n${CLERK}export default clerkMiddleware(async (auth, req) => {\n  const { userId } = await auth();\n  if (userId && req.nextUrl.pathname === '/') return NextResponse.redirect(new URL('/dashboard', req.url));\n  if (!userId && req.nextUrl.pathname === '/old') return NextResponse.redirect(new URL('/new', req.url));\n}, ${PARTIES});\n${MATCHER}${DB}--- app/page.tsx\n${OPEN_PAGE()}--- app/old/page.tsx\n${OPEN_PAGE()}`,
  ),
  repository(
    'middleware.ts in Next.js 16 still runs',
    `--- middleware.ts\n${CLERK}export default clerkMiddleware(${PARTIES});\n${MATCHER}--- app/page.tsx\n${GUARDED_PAGE}${DB}`.replace(
      "server';\n",
      "server'; «warning middleware-file»\n",
    ),
  ),
  repository(
    'proxy.ts in Next.js 15 never runs',
    `--- proxy.ts\n${CLERK.trimEnd()} «error middleware-file»\nexport default clerkMiddleware(${PARTIES});\n${MATCHER}--- app/page.tsx\n${GUARDED_PAGE}${DB}`,
    { next: '15.5.18' },
  ),
  repository(
    'middleware.ts in Next.js 15 is right',
    `--- middleware.ts\n${CLERK}export default clerkMiddleware(${PARTIES});\n${MATCHER}--- app/page.tsx\n${GUARDED_PAGE}${DB}`,
    { next: '15.5.18' },
  ),
  repository(
    'a proxy in the folder of the routes’ neighbour',
    `--- proxy.ts\n${CLERK.trimEnd()} «error middleware-file»\nexport default clerkMiddleware(${PARTIES});\n${MATCHER}--- src/app/page.tsx\nexport default () => <h1>Hello</h1>;\n`,
  ),
  repository(
    'API routes that the matcher leaves out',
    `--- proxy.ts\n${CLERK}export default clerkMiddleware(${PARTIES});\nexport const config = { matcher: ['/((?!api|_next).*)'] };\n--- app/api/me/route.ts\nimport { auth } from '@clerk/nextjs/server'; «error proxy-skips-auth»\nexport const GET = async () => Response.json({ id: (await auth()).userId });\n--- app/page.tsx\nexport default () => <h1>Hello</h1>;\n`,
  ),
  repository(
    'auth() and no proxy at all',
    `--- app/page.tsx\nimport { auth } from '@clerk/nextjs/server';\nexport default async () => <p>{(await auth()).userId}</p>;\n--- app/me/page.tsx\nimport { auth } from '@clerk/nextjs/server'; «error proxy-skips-auth»\nexport default async () => <p>{(await auth()).userId}</p>;\n`,
  ),
  repository(
    'auth() and a proxy of another library only',
    `--- proxy.ts\nimport createMiddleware from 'next-intl/middleware';\nexport default createMiddleware({ locales: ['en'] });\n--- app/[locale]/page.tsx\nimport { auth } from '@clerk/nextjs/server'; «error proxy-skips-auth»\nexport default async () => <p>{(await auth()).userId}</p>;\n`,
  ),
  repository(
    'locales in the matcher, and a page for every value',
    `--- proxy.ts\n${CLERK}export default clerkMiddleware(${PARTIES});\nexport const config = { matcher: ['/', '/(en|de)/:path*'] };\n--- app/[locale]/me/page.tsx\nimport { auth } from '@clerk/nextjs/server'; «warning proxy-skips-values»\nexport default async () => <p>{(await auth()).userId}</p>;\n`,
  ),
  repository(
    'a webhook behind the proxy',
    `--- proxy.ts\n${CLERK}export default clerkMiddleware(async (auth) => { await auth.protect(); }, ${PARTIES});\n${MATCHER}--- app/api/webhooks/clerk/route.ts\nimport { verifyWebhook } from '@clerk/nextjs/webhooks'; «error webhook-behind-auth»\nexport const POST = async (request) => Response.json(await verifyWebhook(request));\n--- app/page.tsx\nexport default () => <h1>Hello</h1>;\n`,
  ),
  repository(
    'an API key that never arrives',
    `--- proxy.ts\n${CLERK}export default clerkMiddleware(async (auth) => { await auth.protect(); }, ${PARTIES});\n${MATCHER}--- app/api/rows/route.ts\nimport { auth } from '@clerk/nextjs/server';\nexport const GET = async () => Response.json(await auth({ acceptsToken: 'api_key' })); «error token-kind-mismatch»\n--- app/page.tsx\nexport default () => <h1>Hello</h1>;\n`,
  ),
  repository(
    'a task page behind the proxy',
    `--- proxy.ts\n${CLERK}const isPublic = createRouteMatcher(['/sign-in(.*)']);\nexport default clerkMiddleware(async (auth, req) => {\n  if (!isPublic(req)) await auth.protect();\n}, ${PARTIES});\n${MATCHER}--- app/choose/page.tsx\nimport { TaskChooseOrganization } from '@clerk/nextjs'; «error pending-sessions»\nexport default () => <TaskChooseOrganization redirectUrlComplete="/" />;\n`,
  ),
];
