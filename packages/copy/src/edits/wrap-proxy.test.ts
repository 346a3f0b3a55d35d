import { parseSource } from '@repo/next-repository';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { surroundings, withWindowsEnds } from './surroundings.fixture.ts';
import { typeCheck } from './type-check.fixture.ts';
import { type ProxyWrap, wrapProxy } from './wrap-proxy.ts';

const own = { from: '@subdomain-sso/auth/proxy' };
const IMPORT = `import { createAuthProxy } from '@subdomain-sso/auth/proxy';`;
const CLERK = `import { clerkMiddleware } from '@clerk/nextjs/server';`;
const NEXT = `import { type NextFetchEvent, type NextRequest, NextResponse } from 'next/server';`;
const CONFIG = `export const config = { matcher: ['/((?!_next).*)'] };\n`;
const OURS = `export const config = { matcher: ['/((?!api/|_next/static/|favicon\\\\.ico$|icon\\\\.svg$).*)'] };\n`;

interface Form {
  readonly name: string;
  readonly text: string;
  readonly wrapped: string;
  readonly notes?: readonly unknown[];
  readonly language?: ProxyWrap['language'];
}

const WITH_CLERK: readonly Form[] = [
  {
    name: 'clerkMiddleware() alone',
    text: `${CLERK}\n\nexport default clerkMiddleware();\n\n${CONFIG}`,
    wrapped: `${IMPORT}\n\nexport default createAuthProxy();\n\n${CONFIG}`,
  },
  {
    name: 'clerkMiddleware without a call',
    text: `${CLERK}\n\nexport default clerkMiddleware;\n${CONFIG}`,
    wrapped: `${IMPORT}\n\nexport default createAuthProxy();\n${CONFIG}`,
  },
  {
    name: 'a handler, and another name of the same import',
    text: `import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';\n\nconst isAdmin = createRouteMatcher(['/admin(.*)']);\n\nexport default clerkMiddleware(async (auth, req) => {\n  // theirs\n  if (isAdmin(req)) await auth.protect();\n});\n\n${CONFIG}`,
    wrapped: `import { createRouteMatcher } from '@clerk/nextjs/server';\n${IMPORT}\n\nconst isAdmin = createRouteMatcher(['/admin(.*)']);\n\nexport default createAuthProxy({ handler: async (auth, req) => {\n  // theirs\n  if (isAdmin(req)) await auth.protect();\n} });\n\n${CONFIG}`,
  },
  {
    name: 'the last name of an import of several lines',
    text: `import {\n  createRouteMatcher,\n  clerkMiddleware as clerk,\n} from '@clerk/nextjs/server';\nexport const isX = createRouteMatcher(['/x']);\nexport const middleware = clerk();\n${CONFIG}`,
    wrapped: `import {\n  createRouteMatcher,\n} from '@clerk/nextjs/server';\n${IMPORT}\nexport const isX = createRouteMatcher(['/x']);\nexport const middleware = createAuthProxy();\n${CONFIG}`,
  },
  {
    name: 'a handler with debug',
    text: `${CLERK}\nexport const proxy = clerkMiddleware((auth, req, evt) => {}, { debug: process.env.NODE_ENV === 'development' });\n${CONFIG}`,
    wrapped: `${IMPORT}\nexport const proxy = createAuthProxy({ handler: (auth, req, evt) => {}, debug: process.env.NODE_ENV === 'development' });\n${CONFIG}`,
  },
  {
    name: 'options that sso.config or the environment decides',
    text: `${CLERK}\nexport default clerkMiddleware(async (auth) => {}, {\n  signInUrl: '/login',\n  authorizedParties: ['https://acme.com'],\n  secretKey: 'sk_test_secret',\n  debug: true,\n});\n${CONFIG}`,
    wrapped: `${IMPORT}\nexport default createAuthProxy({ handler: async (auth) => {}, debug: true });\n${CONFIG}`,
    notes: [
      `signInUrl is left out: sso.config decides it (it was '/login')`,
      `authorizedParties is left out: sso.config decides it (it was ['https://acme.com'])`,
      'secretKey is left out: the environment decides it',
    ],
  },
  {
    name: 'options alone',
    text: `${CLERK}\nexport default clerkMiddleware({ publishableKey: KEY, },);\n${CONFIG}`,
    wrapped: `${IMPORT}\nexport default createAuthProxy();\n${CONFIG}`,
    notes: ['publishableKey is left out: the environment decides it'],
  },
  {
    name: 'debug alone',
    text: `${CLERK}\nexport default clerkMiddleware({ debug: true });\n${CONFIG}`,
    wrapped: `${IMPORT}\nexport default createAuthProxy({ debug: true });\n${CONFIG}`,
  },
  {
    name: 'a handler with a name',
    text: `${CLERK}\nasync function handler(auth) {}\nexport default clerkMiddleware(handler);\n${CONFIG}`,
    wrapped: `${IMPORT}\nasync function handler(auth) {}\nexport default createAuthProxy({ handler });\n${CONFIG}`,
  },
  {
    name: 'a handler of another file',
    text: `${CLERK}\nimport { onRequest } from './lib/on-request';\nexport default clerkMiddleware(onRequest);\n${CONFIG}`,
    wrapped: `${IMPORT}\nimport { onRequest } from './lib/on-request';\nexport default createAuthProxy({ handler: onRequest });\n${CONFIG}`,
  },
  {
    name: 'a constant that is exported later',
    text: `${CLERK}\nconst middleware = clerkMiddleware();\nexport default middleware;\n${CONFIG}`,
    wrapped: `${IMPORT}\nconst middleware = createAuthProxy();\nexport default middleware;\n${CONFIG}`,
  },
  {
    name: 'a constant in a list of exports',
    text: `${CLERK}\nconst middleware = clerkMiddleware();\nexport { middleware };\n${CONFIG}`,
    wrapped: `${IMPORT}\nconst middleware = createAuthProxy();\nexport { middleware };\n${CONFIG}`,
  },
  {
    name: 'a type asserted',
    text: `${CLERK}\nexport default clerkMiddleware(() => {}) as unknown as NextProxy;\n${CONFIG}`,
    wrapped: `${IMPORT}\nexport default createAuthProxy({ handler: () => {} }) as unknown as NextProxy;\n${CONFIG}`,
  },
  {
    name: 'no matcher',
    text: `${CLERK}\n\nexport default clerkMiddleware();\n`,
    wrapped: `${IMPORT}\n\nexport default createAuthProxy();\n\n${OURS}`,
    notes: [expect.stringContaining('matcher')],
  },
  {
    name: 'double quotes, no semicolons, the line ends of Windows',
    text: `import { clerkMiddleware } from "@clerk/nextjs/server"\r\n\r\nexport default clerkMiddleware()`,
    wrapped: `import { createAuthProxy } from "@subdomain-sso/auth/proxy"\r\n\r\nexport default createAuthProxy()\r\n\r\n${OURS.replaceAll("'", '"').replace(';\n', '\r\n')}`,
    notes: [expect.stringContaining('matcher')],
  },
  {
    name: 'CommonJS',
    text: `const { clerkMiddleware, createRouteMatcher } = require('@clerk/nextjs/server');\nconst isX = createRouteMatcher(['/x']);\nmodule.exports = clerkMiddleware((auth, req) => isX(req) && auth.protect());\nmodule.exports.config = { matcher: ['/'] };\n`,
    wrapped: `const { createRouteMatcher } = require('@clerk/nextjs/server');\nconst { createAuthProxy } = require('@subdomain-sso/auth/proxy');\nconst isX = createRouteMatcher(['/x']);\nmodule.exports = createAuthProxy({ handler: (auth, req) => isX(req) && auth.protect() });\nmodule.exports.config = { matcher: ['/'] };\n`,
    notes: [expect.stringContaining('ES modules')],
  },
  {
    name: 'an object of CommonJS',
    text: `const { clerkMiddleware } = require('@clerk/nextjs/server');\nmodule.exports = { middleware: clerkMiddleware(), config: { matcher: ['/'] } };\n`,
    wrapped: `const { createAuthProxy } = require('@subdomain-sso/auth/proxy');\nmodule.exports = { middleware: createAuthProxy(), config: { matcher: ['/'] } };\n`,
    notes: [expect.stringContaining('ES modules')],
  },
];

const WITHOUT_CLERK: readonly Form[] = [
  {
    name: 'a default function',
    text: `${NEXT}\n\nexport default async function middleware(request: NextRequest, event: NextFetchEvent) {\n  return NextResponse.next();\n}\n\n${CONFIG}`,
    wrapped: `${NEXT}\n${IMPORT}\n\nasync function middleware(request: NextRequest, event: NextFetchEvent) {\n  return NextResponse.next();\n}\n\nexport default createAuthProxy({ handler: (_auth, request, event) => middleware(request, event) });\n\n${CONFIG}`,
  },
  {
    name: 'a function with the name that Next wants',
    text: `${NEXT}\nexport function proxy(request: NextRequest) {\n  return NextResponse.next();\n}\n${CONFIG}`,
    wrapped: `${NEXT}\n${IMPORT}\nfunction handleRequest(request: NextRequest) {\n  return NextResponse.next();\n}\n\nexport const proxy = createAuthProxy({ handler: (_auth, request) => handleRequest(request) });\n${CONFIG}`,
  },
  {
    name: 'a function without parameters',
    text: `export function middleware() {}\n${CONFIG}`,
    wrapped: `${IMPORT}\n\nfunction handleRequest() {}\n\nexport const middleware = createAuthProxy({ handler: () => handleRequest() });\n${CONFIG}`,
  },
  {
    name: 'a default arrow function',
    text: `export default (request) => Response.json({});\n${CONFIG}`,
    wrapped: `${IMPORT}\n\nconst handleRequest = (request) => Response.json({});\n\nexport default createAuthProxy({ handler: (_auth, request) => handleRequest(request) });\n${CONFIG}`,
  },
  {
    name: 'a constant with its type',
    text: `import type { NextMiddleware } from 'next/server';\nexport const middleware: NextMiddleware = () => {};\n${CONFIG}`,
    wrapped: `import type { NextMiddleware } from 'next/server';\n${IMPORT}\nconst handleRequest: NextMiddleware = () => {};\n\nexport const middleware = createAuthProxy({ handler: (_auth, request, event) => handleRequest(request, event) });\n${CONFIG}`,
  },
  {
    name: 'next-intl',
    text: `import createMiddleware from 'next-intl/middleware';\nimport { routing } from './i18n/routing';\n\nexport const middleware = createMiddleware(routing);\n\n${CONFIG}`,
    wrapped: `import createMiddleware from 'next-intl/middleware';\nimport { routing } from './i18n/routing';\n${IMPORT}\n\nconst handleRequest = createMiddleware(routing);\n\nexport const middleware = createAuthProxy({ handler: (_auth, request) => handleRequest(request) });\n\n${CONFIG}`,
  },
  {
    name: 'next-intl as default',
    text: `import createMiddleware from 'next-intl/middleware';\nexport default createMiddleware({ locales: ['en'], defaultLocale: 'en' });\n${CONFIG}`,
    wrapped: `import createMiddleware from 'next-intl/middleware';\n${IMPORT}\nconst handleRequest = createMiddleware({ locales: ['en'], defaultLocale: 'en' });\n\nexport default createAuthProxy({ handler: (_auth, request) => handleRequest(request) });\n${CONFIG}`,
  },
  {
    name: 'next-intl in a constant',
    text: `import createMiddleware from 'next-intl/middleware';\nconst intl = createMiddleware({ locales: ['en'], defaultLocale: 'en' });\nexport default intl;\n${CONFIG}`,
    wrapped: `import createMiddleware from 'next-intl/middleware';\n${IMPORT}\nconst intl = createMiddleware({ locales: ['en'], defaultLocale: 'en' });\nexport default createAuthProxy({ handler: (_auth, request) => intl(request) });\n${CONFIG}`,
  },
  {
    name: 'a library whose middleware takes what nobody has written',
    language: 'ts',
    text: `import { createMiddleware } from '@nosecone/next';\nexport default createMiddleware();\n${CONFIG}`,
    wrapped: `import { createMiddleware } from '@nosecone/next';\n${IMPORT}\nimport type { NextMiddleware } from 'next/server';\nconst handleRequest: NextMiddleware = createMiddleware();\n\nexport default createAuthProxy({ handler: (_auth, request, event) => handleRequest(request, event) });\n${CONFIG}`,
  },
  {
    name: 'the same in JavaScript',
    language: 'js',
    text: `import { createMiddleware } from '@nosecone/next';\nconst headers = createMiddleware();\nexport default headers;\n${CONFIG}`,
    wrapped: `import { createMiddleware } from '@nosecone/next';\n${IMPORT}\nconst headers = createMiddleware();\nconst handleRequest = headers;\nexport default createAuthProxy({ handler: (_auth, request, event) => handleRequest(request, event) });\n${CONFIG}`,
  },
  {
    name: 'a function of CommonJS',
    text: `const { NextResponse } = require('next/server');\nmodule.exports = function (request) {\n  return NextResponse.next();\n};\nmodule.exports.config = { matcher: '/' };\n`,
    wrapped: `const { NextResponse } = require('next/server');\nconst { createAuthProxy } = require('@subdomain-sso/auth/proxy');\nconst handleRequest = function (request) {\n  return NextResponse.next();\n};\n\nmodule.exports = createAuthProxy({ handler: (_auth, request) => handleRequest(request) });\nmodule.exports.config = { matcher: '/' };\n`,
    notes: [expect.stringContaining('ES modules')],
  },
];

describe.each([
  ['with Clerk', WITH_CLERK],
  ['without Clerk', WITHOUT_CLERK],
])('%s', (_kind, forms) => {
  test.each(forms)('$name: the code becomes the handler, and nothing else changes', (form) => {
    const { text, wrapped, notes = [], language } = form;
    const result = wrapProxy(text, { ...own, ...(language && { language }) });
    expect(result).toEqual({ kind: 'wrapped', text: wrapped, notes });
    expect(parseSource('proxy.ts', wrapped)).toBeDefined();
  });

  test.each(forms)('$name, once wrapped, stays', ({ wrapped }) => {
    expect(wrapProxy(wrapped, own)).toEqual({ kind: 'done' });
  });
});

test.each([...WITH_CLERK, ...WITHOUT_CLERK].filter(({ wrapped }) => !/api\/\|/.test(wrapped)))(
  '$name: what stands below stays, byte for byte, with any line ends',
  (form) => {
    const { text, wrapped } = form;
    fc.assert(
      fc.property(surroundings, fc.boolean(), (below, isWindows) => {
        const ends = isWindows ? withWindowsEnds : (each: string) => each;
        const result = wrapProxy(ends(`${text}${below}`), {
          ...own,
          ...(form.language && { language: form.language }),
        });
        expect(result).toMatchObject({ kind: 'wrapped', text: ends(`${wrapped}${below}`) });
      }),
    );
  },
);

test.each([
  {
    name: 'Clerk inside another function',
    text: `${CLERK}\nexport default async function proxy(req, event) {\n  return clerkMiddleware(async () => {})(req, event);\n}\n`,
    why: 'inside other code',
    lines: 'export default createAuthProxy({\n  // What stands',
  },
  {
    name: 'Clerk inside a function with a name, under a condition',
    text: `${CLERK}\nexport function proxy(req) {\n  if (!process.env.KEY) return;\n  return clerkMiddleware(async (auth, request) => {\n    await auth.protect();\n  })(req);\n}\n`,
    why: 'inside other code',
    lines: '  handler: async (auth, request) => {\n    await auth.protect();\n  },\n});',
  },
  {
    name: 'Clerk that is loaded in the function',
    text: `export default async function middleware(req) {\n  const { clerkMiddleware } = await import('@clerk/nextjs/server');\n  return clerkMiddleware()(req, {});\n}\n`,
    why: 'middleware for sessions',
  },
  {
    name: 'the result of Clerk in another function',
    text: `${CLERK}\nconst clerk = clerkMiddleware();\nexport default (req, event) => clerk(req, event);\n`,
    why: 'its result is used there',
  },
  {
    name: 'Clerk inside the call of a library',
    text: `${CLERK}\nexport default createMiddleware(aj, clerkMiddleware());\n`,
    why: 'inside other code',
  },
  {
    name: 'options in a variable behind a handler',
    text: `${CLERK}\nconst options = { debug: true };\nexport default clerkMiddleware(() => {}, options);\n`,
    why: 'in a variable',
  },
  {
    name: 'options in a variable, alone',
    text: `${CLERK}\nconst given = { debug: true };\nexport default clerkMiddleware(given);\n`,
    why: 'in a variable',
  },
  {
    name: 'options for each request',
    text: `${CLERK}\nexport default clerkMiddleware(() => {}, (req) => ({ debug: true }));\n`,
    why: 'for each request',
  },
  {
    name: 'options that are spread',
    text: `${CLERK}\nexport default clerkMiddleware({ ...options });\n`,
    why: 'partly computed',
  },
  {
    name: 'a content security policy of Clerk',
    text: `${CLERK}\nexport default clerkMiddleware({ contentSecurityPolicy: {} });\n`,
    why: 'fourth argument of withSso()',
  },
  {
    name: 'an option without a counterpart',
    text: `${CLERK}\nexport default clerkMiddleware({ audience: 'x' });\n`,
    why: 'audience',
  },
  {
    name: 'what may be no handler',
    text: `${CLERK}\nexport default clerkMiddleware(make());\n`,
    why: 'something else than a handler',
  },
  {
    name: 'a proxy of another file',
    text: `export { default } from './lib/proxy';\n`,
    why: 'another file',
    lines: 'Your code in ./lib/proxy: what',
  },
  {
    name: 'an imported proxy',
    text: `import own from './lib/proxy';\nexport default own;\n`,
    why: 'own may call clerkMiddleware()',
  },
  {
    name: 'a call of their own file',
    text: `import { chain } from '@/lib/chain';\nexport default chain([]);\n`,
    why: '@/lib/chain',
  },
  {
    name: 'an own name for a middleware of sessions',
    text: `import { authMiddleware } from '@repo/auth/proxy';\nexport default authMiddleware(async () => {});\n`,
    why: 'middleware for sessions',
  },
  {
    name: 'all of Clerk in one name',
    text: `import * as clerk from '@clerk/nextjs/server';\nexport default clerk.clerkMiddleware();\n`,
    why: 'middleware for sessions',
  },
  {
    name: 'a function that the file uses itself',
    text: `export function proxy(request) {\n  return proxy.next(request);\n}\n`,
    why: 'used in the file itself',
  },
  { name: 'no code', text: 'export default {{', why: 'parsed' },
  { name: 'no proxy', text: 'export const x = 1;', why: 'no proxy' },
])('$name is left to a person, with the lines', ({ text, why, lines = '  handler: ' }) => {
  const result = wrapProxy(text, own);
  expect(result).toMatchObject({ kind: 'by-hand', why: expect.stringContaining(why) });
  expect(result).toMatchObject({ lines: expect.stringContaining(lines) });
  expect(result).toMatchObject({ lines: expect.stringContaining(IMPORT) });
});

test.each([
  {
    name: 'its public routes',
    text: `import { authMiddleware } from '@clerk/nextjs';\nexport default authMiddleware({ publicRoutes: ['/', '/docs'] });\n`,
    lines: `createRouteMatcher(['/', '/docs'])`,
  },
  {
    name: 'every route',
    text: `import { authMiddleware } from '@clerk/nextjs';\nexport default authMiddleware();\n`,
    lines: 'await auth.protect();',
  },
])('authMiddleware() is left to a person, with lines for $name', ({ text, lines }) => {
  expect(wrapProxy(text, own)).toMatchObject({
    kind: 'by-hand',
    why: expect.stringContaining('removed in version 6'),
    lines: expect.stringContaining(lines),
  });
});

test.each([
  {
    name: 'a function',
    text: `import { withClerk } from './lib/with-clerk';\nexport default function proxy(request) {\n  return withClerk(request);\n}\n`,
    wrapped: 'request) => proxy(request)',
  },
  {
    name: 'a call of their own file',
    text: `import { chain } from '@/lib/chain';\nexport default chain([]);\n`,
    wrapped: 'const handleRequest = chain([]);',
  },
  {
    name: 'an imported proxy',
    text: `import own from './lib/proxy';\nexport default own;\n`,
    wrapped: 'const handleRequest = own;',
  },
])('$name becomes the handler where no other file calls Clerk, and only there', ({ text, wrapped }) => {
  expect(wrapProxy(text, { ...own, hasClerkElsewhere: false })).toMatchObject({
    kind: 'wrapped',
    text: expect.stringContaining(wrapped),
  });
  expect(wrapProxy(text, { ...own, hasClerkElsewhere: true })).toMatchObject({
    kind: 'by-hand',
    why: expect.stringContaining('in another file'),
  });
});

test('what was wrapped compiles, and what is wrong does not', () => {
  const routes = { 'i18n/routing.ts': `export const routing = { locales: ['en'], defaultLocale: 'en' };\n` };
  const compiled = [...WITH_CLERK, ...WITHOUT_CLERK].filter(
    ({ text, language }) =>
      language !== 'js' && !/require\(|KEY|NextProxy|on-request|\(auth\) \{|default \(request\)/.test(text),
  );
  const files = Object.fromEntries(compiled.map(({ wrapped }, index) => [`proxy-${index}.ts`, wrapped]));
  const wrong = `${IMPORT}\nexport default createAuthProxy({ handle: () => {} });\n`;
  expect(compiled.length).toBeGreaterThan(15);
  expect(typeCheck({ ...routes, ...files, 'wrong.ts': wrong })).toEqual([
    expect.stringMatching(/^wrong\.ts\(2,\d+\): error TS\d+: .*'handle'/),
  ]);
});
