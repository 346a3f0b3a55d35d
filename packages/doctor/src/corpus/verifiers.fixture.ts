import { type CorpusRepository, PARTIES, repository } from './corpus.fixture.ts';

const package_ = (dependencies: Readonly<Record<string, string>>) =>
  `--- package.json\n${JSON.stringify({ name: 'server', dependencies }, null, 2)}\n`;

const MARK = ' «warning missing-authorized-parties»';

/** How each framework gets Clerk's middleware; the call is the line that ends in `MARK`. */
const FRAMEWORKS: readonly {
  readonly name: string;
  readonly sdk: string;
  readonly open: string;
  readonly closed: string;
}[] = [
  {
    name: 'Express',
    sdk: '@clerk/express',
    open: `import express from 'express';\nimport { clerkMiddleware } from '@clerk/express';\nexpress().use(clerkMiddleware());${MARK}\n`,
    closed: `import express from 'express';\nimport { clerkMiddleware } from '@clerk/express';\nexpress().use(clerkMiddleware(${PARTIES}));\n`,
  },
  {
    name: 'Express in CommonJS',
    sdk: '@clerk/express',
    open: `const express = require('express');\nconst clerk = require('@clerk/express');\nexpress().use(clerk.clerkMiddleware({ debug: true }));${MARK}\n`,
    closed: `const { clerkMiddleware } = require('@clerk/express');\nmodule.exports = clerkMiddleware(${PARTIES});\n`,
  },
  {
    name: 'Fastify',
    sdk: '@clerk/fastify',
    open: `import Fastify from 'fastify';\nimport { clerkPlugin } from '@clerk/fastify';\nFastify().register(clerkPlugin);${MARK}\n`,
    closed: `import Fastify from 'fastify';\nimport { clerkPlugin } from '@clerk/fastify';\nFastify().register(clerkPlugin, ${PARTIES});\n`,
  },
  {
    name: 'Hono by its own package',
    sdk: '@hono/clerk-auth',
    open: `import { Hono } from 'hono';\nimport { clerkMiddleware } from '@hono/clerk-auth';\nnew Hono().use('*', clerkMiddleware());${MARK}\n`,
    closed: `import { Hono } from 'hono';\nimport { clerkMiddleware } from '@hono/clerk-auth';\nnew Hono().use('*', clerkMiddleware(${PARTIES}));\n`,
  },
  {
    name: 'Hono by Clerk’s',
    sdk: '@clerk/hono',
    open: `import { clerkMiddleware } from '@clerk/hono';\nexport const middleware = [clerkMiddleware({ secretKey: process.env.KEY })];${MARK}\n`,
    closed: `import { clerkMiddleware } from '@clerk/hono';\nexport const middleware = [clerkMiddleware(${PARTIES})];\n`,
  },
  {
    name: 'Astro',
    sdk: '@clerk/astro',
    open: `import { clerkMiddleware } from '@clerk/astro/server';\nexport const onRequest = clerkMiddleware((auth, context, next) => next());${MARK}\n`,
    closed: `import { clerkMiddleware } from '@clerk/astro/server';\nexport const onRequest = clerkMiddleware((auth, context, next) => next(), ${PARTIES});\n`,
  },
  {
    name: 'Nuxt',
    sdk: '@clerk/nuxt',
    open: `import { clerkMiddleware } from '@clerk/nuxt/server';\nexport default clerkMiddleware();${MARK}\n`,
    closed: `import { clerkMiddleware } from '@clerk/nuxt/server';\nexport default clerkMiddleware(${PARTIES});\n`,
  },
  {
    name: 'React Router',
    sdk: '@clerk/react-router',
    open: `import { clerkMiddleware } from '@clerk/react-router/server';\nexport const middleware = [clerkMiddleware()];${MARK}\n`,
    closed: `import { clerkMiddleware } from '@clerk/react-router/server';\nexport const middleware = [clerkMiddleware(${PARTIES})];\n`,
  },
  {
    name: 'TanStack Start',
    sdk: '@clerk/tanstack-react-start',
    open: `import { clerkMiddleware } from '@clerk/tanstack-react-start/server';\nexport const start = createStart(() => ({ requestMiddleware: [clerkMiddleware()] }));${MARK}\n`,
    closed: `import { clerkMiddleware } from '@clerk/tanstack-react-start/server';\nexport const start = createStart(() => ({ requestMiddleware: [clerkMiddleware(() => (${PARTIES}))] }));\n`,
  },
  {
    name: 'SvelteKit',
    sdk: 'svelte-clerk',
    open: `import { withClerkHandler } from 'svelte-clerk/server';\nexport const handle = withClerkHandler();${MARK}\n`,
    closed: `import { withClerkHandler } from 'svelte-clerk/server';\nexport const handle = withClerkHandler(${PARTIES});\n`,
  },
  {
    name: 'the former SDK for Node.js',
    sdk: '@clerk/clerk-sdk-node',
    open: `import { ClerkExpressRequireAuth } from '@clerk/clerk-sdk-node';\nexport const guard = ClerkExpressRequireAuth();${MARK}\n`,
    closed: `import { ClerkExpressRequireAuth } from '@clerk/clerk-sdk-node';\nexport const guard = ClerkExpressRequireAuth(${PARTIES});\n`,
  },
  {
    name: 'verifyToken()',
    sdk: '@clerk/backend',
    open: `import { verifyToken } from '@clerk/backend';\nexport const verify = (token) => verifyToken(token, { secretKey: process.env.KEY });${MARK}\n`,
    closed: `import { verifyToken } from '@clerk/backend';\nexport const verify = (token) => verifyToken(token, { jwtKey: process.env.KEY, authorizedParties: ['https://a.acme.com'] });\nexport const own = (verifyToken) => verifyToken('x');\n`,
  },
];

const PROXY = (options: string, before = '') =>
  `--- proxy.ts\nimport { clerkMiddleware } from '@clerk/nextjs/server';\n${before}export default clerkMiddleware(() => {}, ${options});\n--- app/page.tsx\nexport default () => <h1>Hello</h1>;\n`;

/** Who verifies tokens, and whom they trust. */
export const verifierRepositories: readonly CorpusRepository[] = [
  ...FRAMEWORKS.flatMap(({ name, sdk, open, closed }) => [
    repository(`${name}: every origin`, `${package_({ [sdk]: '99.0.0' })}--- src/server.js\n${open}`),
    repository(`${name}: its own origin`, `${package_({ [sdk]: '99.0.0' })}--- src/server.js\n${closed}`),
  ]),
  repository(
    'several apps, and one without a list',
    ['shop', 'blog']
      .map((name) => {
        const options = name === 'shop' ? PARTIES : '{}';
        const mark = name === 'shop' ? '' : ' «error missing-authorized-parties»';
        return `--- ${name}/package.json\n{ "dependencies": { "next": "16.4.6", "@clerk/nextjs": "7.9.7" } }\n--- ${name}/proxy.ts\nimport { clerkMiddleware } from '@clerk/nextjs/server';\nexport default clerkMiddleware(${options});${mark}\n--- ${name}/app/page.tsx\nexport default () => null;\n`;
      })
      .join(''),
  ),
  repository(
    'a client of another file',
    `--- package.json\n{ "dependencies": { "@clerk/backend": "3.20.1" } }\n--- lib/clerk.ts\nimport { createClerkClient } from '@clerk/backend';\nexport const clerk = createClerkClient({});\n--- lib/check.ts\nimport { clerk } from './clerk';\nexport const check = (request) => clerk.authenticateRequest(request);${MARK}\n--- lib/other.ts\nimport { gateway } from './gateway';\nexport const other = (request) => gateway.authenticateRequest(request);\n--- lib/gateway.ts\nexport const gateway = { authenticateRequest: (request) => request };\n`,
  ),
  repository(
    'a list that may be empty',
    PROXY(`{ authorizedParties: process.env.PARTIES?.split(',') ?? [] }`).replace(
      "process.env.PARTIES?.split(',') ?? [] });",
      `process.env.PARTIES?.split(',') ?? [] });${MARK}`,
    ),
  ),
  repository(
    'a list that may be undefined',
    PROXY(
      `{ authorizedParties: parties.length ? parties : undefined }`,
      "const parties = (process.env.PARTIES ?? '').split(',').filter(Boolean);\n",
    ).replace('undefined });', `undefined });${MARK}`),
  ),
  repository(
    'a list without which nothing starts',
    PROXY(
      '{ authorizedParties: parties }',
      "const parties = (process.env.PARTIES ?? '').split(',').filter(Boolean);\nif (parties.length === 0) throw new Error('PARTIES');\n",
    ),
  ),
  repository(
    'a list from the request',
    PROXY('(request) => ({ authorizedParties: [request.nextUrl.origin] })').replace(
      'origin] }));',
      'origin] })); «error request-origin-party»',
    ),
  ),
  repository(
    'entries that no token can name, in another file',
    `${PROXY('{ authorizedParties: PARTIES }', "import { PARTIES } from './lib/parties';\n")}--- lib/parties.ts\nconst root = process.env.ROOT_DOMAIN;\nexport const PARTIES = [\n  'https://app.acme.com',\n  'https://shop.acme.com/', «error malformed-party»\n  \`https://*.\${root}\`, «error malformed-party»\n  \`https://\${root}\`,\n];\n`,
  ),
  repository(
    'a clock skew of two days',
    PROXY(`{ ...parties, clockSkewInMs: 2 * 24 * 60 * 60 * 1000 }`, `const parties = ${PARTIES};\n`).replace(
      '1000 });',
      '1000 }); «error excessive-clock-skew»',
    ),
  ),
];
