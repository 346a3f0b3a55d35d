import { type CorpusRepository, DB, OPEN_PAGE, PARTIES, repository } from './corpus.fixture.ts';

const PROXY = `--- proxy.ts
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';
const isPublic = createRouteMatcher(['/', '/sign-in(.*)', '/open(.*)']);
export default clerkMiddleware(async (auth, req) => {
  if (!isPublic(req)) await auth.protect();
}, ${PARTIES});
export const config = { matcher: ['/((?!_next|.*\\\\..*).*)', '/(api|trpc)(.*)'] };
`;

/** One protected page, with the code around it. */
const guarded = (name: string, text: string) => repository(`guard: ${name}`, `${PROXY}${DB}${text}`);

/** What identifies the user, and what only looks like it. */
export const guardRepositories: readonly CorpusRepository[] = [
  guarded('none', `--- app/a/page.tsx\n${OPEN_PAGE(' «warning unguarded-routes»')}`),
  guarded(
    'a function of another file, by what it does',
    `--- app/a/page.tsx\nimport { viewer } from '@/lib/viewer';\nimport { db } from '@/lib/db';\nexport default async () => <p>{(await db.order.findMany({ where: { userId: (await viewer()).id } })).length}</p>;\n--- lib/viewer.ts\nimport { auth } from '@clerk/nextjs/server';\nexport async function viewer() {\n  const { userId } = await auth();\n  return { id: userId };\n}\n`,
  ),
  guarded(
    'a function with the name of a guard that guards nothing',
    `--- app/a/page.tsx\nimport { requireUser } from '@/lib/require-user';\nimport { db } from '@/lib/db';\nexport default async function Page() { «warning unguarded-routes»\n  await requireUser();\n  return <p>{(await db.order.findMany()).length}</p>;\n}\n--- lib/require-user.ts\nexport const requireUser = async () => console.log('checked by the proxy');\n`,
  ),
  guarded(
    'a guard of a package that is not here, by its name',
    `--- app/a/page.tsx\nimport { requireUser } from '@acme/auth/server';\nimport { db } from '@/lib/db';\nexport default async function Page() { «unread»\n  await requireUser();\n  return <p>{(await db.order.findMany()).length}</p>;\n}\n`,
  ),
  guarded(
    'clerkClient(), which asks for everybody',
    `--- app/a/page.tsx\nimport { clerkClient } from '@clerk/nextjs/server';\nexport default async function Page() { «warning unguarded-routes»\n  const { data } = await (await clerkClient()).users.getUserList();\n  return <p>{data.length}</p>;\n}\n`,
  ),
  guarded(
    'a Client Component whose action calls auth()',
    `--- app/a/page.tsx\nimport { db } from '@/lib/db';\nimport { Form } from './form';\nexport default async function Page() { «warning unguarded-routes»\n  return <Form count={await db.order.count()} />;\n}\n--- app/a/form.tsx\n'use client';\nimport { save } from './actions';\nexport const Form = ({ count }) => <form action={save}>{count}</form>;\n--- app/a/actions.ts\n'use server';\nimport { auth } from '@clerk/nextjs/server';\nexport async function save() {\n  await auth.protect();\n}\n`,
  ),
  guarded(
    'a page that passes an action on, which calls auth()',
    `--- app/a/page.tsx\nimport { db } from '@/lib/db';\nimport { save } from './actions';\nexport default async function Page() { «warning unguarded-routes»\n  return <form action={save}>{await db.order.count()}</form>;\n}\n--- app/a/actions.ts\n'use server';\nimport { auth } from '@clerk/nextjs/server';\nexport async function save() {\n  await auth.protect();\n}\n`,
  ),
  guarded(
    'pages that hold no data',
    `--- app/a/page.tsx\nexport default () => <h1>Reports</h1>;\n--- app/b/page.tsx\nimport { redirect } from 'next/navigation';\nexport default async function Page({ searchParams }) {\n  const { tab } = await searchParams;\n  redirect('/a?tab=' + tab);\n}\n--- app/c/page.tsx\nimport { OrganizationProfile } from '@clerk/nextjs';\nexport default () => <OrganizationProfile />;\n--- app/d/page.tsx\n'use client';\nexport default () => <p>{localStorage.length}</p>;\n`,
  ),
  guarded(
    'parallel slots of one page',
    `--- app/a/@left/page.tsx\n${OPEN_PAGE(' «warning unguarded-routes»')}--- app/a/@right/page.tsx\n${OPEN_PAGE()}`,
  ),
  guarded(
    'a layout that protects what is public for the proxy',
    `--- app/open/staff/layout.tsx\nimport { auth } from '@clerk/nextjs/server';\nimport { redirect } from 'next/navigation';\nexport default async function Layout({ children }) {\n  const { userId } = await auth();\n  if (!userId) redirect('/sign-in');\n  return children;\n}\n--- app/open/staff/page.tsx\n${OPEN_PAGE(' «error unguarded-routes»')}`,
  ),
  guarded(
    'a layout that only shows who is there',
    `--- app/open/layout.tsx\nimport { auth } from '@clerk/nextjs/server';\nexport default async function Layout({ children }) {\n  const { userId } = await auth();\n  return <main data-user={userId}>{children}</main>;\n}\n--- app/open/page.tsx\n${OPEN_PAGE()}`,
  ),
  guarded(
    'an action that only a layout imports',
    `--- app/a/layout.tsx\nimport { rename } from './actions';\nexport default ({ children }) => <form action={rename}>{children}</form>;\n--- app/a/page.tsx\nexport default () => <h1>A</h1>;\n--- app/a/actions.ts\n'use server';\nimport { db } from '@/lib/db';\nexport async function rename(form) { «error unguarded-actions»\n  await db.team.update({ data: { name: form.get('name') } });\n}\n`,
  ),
  guarded(
    'an action that trusts the id in its argument',
    `--- app/a/page.tsx\nimport { load } from './actions';\nexport default () => <form action={load} />;\n--- app/a/actions.ts\n'use server';\nimport { auth } from '@clerk/nextjs/server';\nimport { db } from '@/lib/db';\nexport async function load(orderId: string) { «warning ids-from-arguments»\n  const { userId } = await auth();\n  if (!userId) throw new Error('Sign in');\n  return db.order.findUnique({ where: { id: orderId } });\n}\nexport async function loadMine(orderId: string) {\n  const { userId } = await auth();\n  return db.order.findFirst({ where: { id: orderId, userId } });\n}\n`,
  ),
  guarded(
    'getServerSideProps with and without one',
    `--- pages/a.tsx\nimport { db } from '@/lib/db';\nexport default function A({ count }) {\n  return <p>{count}</p>;\n}\nexport async function getServerSideProps() { «warning unguarded-routes»\n  return { props: { count: await db.order.count() } };\n}\n--- pages/b.tsx\nimport { getAuth } from '@clerk/nextjs/server';\nexport default function B({ userId }) {\n  return <p>{userId}</p>;\n}\nexport const getServerSideProps = async ({ req }) => ({ props: { userId: getAuth(req).userId } });\n--- pages/c.tsx\nexport default () => <h1>C</h1>;\n--- pages/_app.tsx\nexport default ({ Component, pageProps }) => <Component {...pageProps} />;\n`,
  ),
  guarded(
    'a signature in a route',
    `--- app/api/stripe/route.ts\nimport { stripe } from '@/lib/stripe';\nexport async function POST(request: Request) {\n  const event = stripe.webhooks.constructEvent(await request.text(), request.headers.get('stripe-signature'), process.env.STRIPE_SECRET);\n  return Response.json({ id: event.id });\n}\n--- lib/stripe.ts\nimport Stripe from 'stripe';\nexport const stripe = new Stripe(process.env.STRIPE_KEY);\n--- app/api/export/route.ts\nimport { db } from '@/lib/db';\nexport async function GET() { «warning unguarded-routes»\n  return Response.json(await db.order.findMany());\n}\n`,
  ),
  guarded(
    'a token that a route verifies itself',
    `--- app/api/rows/route.ts\nimport { clerk } from '@/lib/clerk';\nexport async function GET(request: Request) {\n  const { isAuthenticated } = await clerk.authenticateRequest(request, ${PARTIES});\n  return Response.json({ isAuthenticated });\n}\n--- lib/clerk.ts\nimport { createClerkClient } from '@clerk/backend';\nexport const clerk = createClerkClient({ secretKey: process.env.CLERK_SECRET_KEY });\n`,
  ),
  guarded(
    'a package of the workspace that is not built',
    `--- package.json\n{ "name": "web", "workspaces": ["packages/*"], "dependencies": { "next": "16.4.6", "@clerk/nextjs": "7.9.7", "@acme/session": "workspace:*" } }\n--- packages/session/package.json\n{ "name": "@acme/session", "exports": { ".": { "types": "./dist/index.d.ts", "import": "./dist/index.js" } }, "dependencies": { "@clerk/nextjs": "7.9.7" } }\n--- packages/session/src/index.ts\nimport { auth } from '@clerk/nextjs/server';\nexport const whoAmI = async () => (await auth()).userId;\n--- app/a/page.tsx\nimport { whoAmI } from '@acme/session';\nimport { db } from '@/lib/db';\nexport default async () => <p>{(await db.order.findMany({ where: { userId: await whoAmI() } })).length}</p>;\n--- app/b/page.tsx\n${OPEN_PAGE(' «warning unguarded-routes»')}`,
  ),
  guarded(
    'the slug of an organization',
    `--- app/a/page.tsx\nimport { auth } from '@clerk/nextjs/server';\nimport { db } from '@/lib/db';\nexport default async function Page() {\n  const { orgSlug } = await auth();\n  if (orgSlug !== 'acme-staff') return null; «warning organization-by-slug»\n  return <p>{await db.order.count()}</p>;\n}\n--- app/b/page.tsx\nimport { requireOrganization } from '@subdomain-sso/auth/server';\nimport { db } from '@/lib/db';\nexport default async function Page() {\n  await requireOrganization({ slug: 'acme' }); «warning organization-by-slug»\n  return <p>{await db.order.count()}</p>;\n}\n`,
  ),
  guarded(
    'auth() without await, and the user handed over whole',
    `--- app/a/page.tsx\nimport { auth, currentUser } from '@clerk/nextjs/server';\nimport { Card } from './card';\nexport default async function Page() {\n  const { userId } = auth(); «error unawaited-auth»\n  const user = await currentUser();\n  return <Card id={userId} user={user} />; «error user-type-confusion»\n}\n--- app/a/card.tsx\n'use client';\nexport const Card = ({ id, user }) => <p>{id}{user.firstName}</p>;\n`,
  ),
];
