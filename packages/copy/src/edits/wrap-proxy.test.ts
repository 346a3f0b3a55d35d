import { parseSource } from '@repo/next-repository';
import { describe, expect, test } from 'vitest';
import { wrapProxy } from './wrap-proxy.ts';

const from = '@subdomain-sso/auth/proxy';
const IMPORT = `import { createAuthProxy } from '${from}';`;
const CONFIG = `\nexport const config = { matcher: ['/((?!_next).*)'] };\n`;

const wrapped = (text: string) => {
  const result = wrapProxy(text, { from });
  if (result.kind !== 'wrapped') throw new Error(`${result.kind}: ${'why' in result ? result.why : ''}`);
  // What comes out is a program.
  expect(parseSource('proxy.ts', result.text)?.program.body.length).toBeGreaterThan(0);
  return result;
};

describe('what a team gives to Clerk becomes the handler', () => {
  test.each([
    {
      name: 'nothing',
      before: 'export default clerkMiddleware();',
      after: 'export default createAuthProxy();',
    },
    {
      name: 'a function',
      before: 'export default clerkMiddleware(async (auth, req) => {\n  await auth.protect(); // ours\n});',
      after:
        'export default createAuthProxy({ handler: async (auth, req) => {\n  await auth.protect(); // ours\n} });',
    },
    {
      name: 'a function by its name',
      before: 'const handle = (auth) => auth.protect();\nexport const proxy = clerkMiddleware(handle);',
      after:
        'const handle = (auth) => auth.protect();\nexport const proxy = createAuthProxy({ handler: handle });',
    },
    {
      name: 'debug beside it',
      before: 'export default clerkMiddleware(() => {}, { debug: true });',
      after: 'export default createAuthProxy({ handler: () => {}, debug: true });',
    },
  ])('$name', ({ before, after }) => {
    const { text } = wrapped(
      `import { clerkMiddleware } from '@clerk/nextjs/server';\n\n${before}\n${CONFIG}`,
    );
    expect(text).toContain(`${after}\n${CONFIG}`);
    expect(text).toContain(IMPORT);
    expect(text).not.toContain('clerkMiddleware');
  });

  test('other names of the import stay, and so does everything else', () => {
    const before = `import createMiddleware from 'next-intl/middleware';
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';
import { routing } from './i18n/routing';

const intl = createMiddleware(routing);
const isPrivate = createRouteMatcher(['/me(.*)']);

export default clerkMiddleware(async (auth, request) => {
  if (isPrivate(request)) await auth.protect();
  return intl(request);
});
${CONFIG}`;
    expect(wrapped(before).text).toBe(
      before
        .replace('{ clerkMiddleware, createRouteMatcher }', '{ createRouteMatcher }')
        .replace(`'./i18n/routing';`, `'./i18n/routing';\n${IMPORT}`)
        .replace('clerkMiddleware(async', 'createAuthProxy({ handler: async')
        .replace('return intl(request);\n});', 'return intl(request);\n} });'),
    );
  });

  test('options that sso.config.ts decides are taken out, and named', () => {
    const { text, notes } = wrapped(
      `import { clerkMiddleware } from '@clerk/nextjs/server';\nexport default clerkMiddleware(() => {}, { signInUrl: '/login', authorizedParties: ['https://a.com'] });\n`,
    );
    expect(text).toContain('createAuthProxy({ handler: () => {} })');
    expect(notes).toEqual([
      expect.stringContaining(`signInUrl ('/login')`),
      expect.stringContaining('authorizedParties'),
    ]);
  });

  test('without a matcher it gets one', () => {
    const { text } = wrapped(
      `import { clerkMiddleware } from '@clerk/nextjs/server';\nexport default clerkMiddleware();\n`,
    );
    expect(text).toContain('export const config = { matcher: [');
  });
});

describe('a proxy without Clerk is called as before', () => {
  test.each([
    {
      name: 'a library’s',
      before: `import createMiddleware from 'next-intl/middleware';\n\nexport default createMiddleware(routing);`,
      after: 'createAuthProxy({ handler: (_auth, request) => createMiddleware(routing)(request) })',
    },
    {
      name: 'a declared function',
      before: `export function middleware(request, event) {\n  return undefined;\n}`,
      after:
        'export const middleware = createAuthProxy({ handler: (_auth, request, event) => handleMiddleware(request, event) });',
    },
    {
      name: 'a function as the default',
      before: `export default function proxy(request) {\n  return undefined;\n}`,
      after: 'export default createAuthProxy({ handler: (_auth, request) => proxy(request) });',
    },
    {
      name: 'a constant',
      before: 'export const proxy = (request) => undefined;',
      after: 'createAuthProxy({ handler: (_auth, request) => ((request) => undefined)(request) })',
    },
  ])('$name', ({ before, after }) => {
    expect(wrapped(`${before}\n${CONFIG}`).text).toContain(after);
  });
});

describe('what a program cannot be sure about is left to a person, with the lines', () => {
  test.each([
    ['two calls', 'const a = clerkMiddleware();\nconst b = clerkMiddleware();\nexport default a;'],
    ['a call inside another function', 'export default (r, e) => clerkMiddleware()(r, e);'],
    ['options that are computed', 'export default clerkMiddleware(() => {}, options);'],
    ['an option of its own', 'export default clerkMiddleware(() => {}, { frontendApiProxy: {} });'],
    ['what may be no handler', 'export default clerkMiddleware(makeHandler());'],
  ])('%s', (_name, code) => {
    const text = `import { clerkMiddleware } from '@clerk/nextjs/server';\n${code}\n`;
    expect(wrapProxy(text, { from })).toMatchObject({
      kind: 'by-hand',
      lines: expect.stringContaining('handler'),
    });
  });

  test.each([
    [
      'authMiddleware',
      `import { authMiddleware } from '@clerk/nextjs';\nexport default authMiddleware({});\n`,
    ],
    ['a re-export', `export { default } from './lib/proxy';\n`],
  ])('%s', (_name, text) => {
    expect(wrapProxy(text, { from })).toMatchObject({ kind: 'by-hand' });
  });
});

test('what calls it already stays', () => {
  expect(wrapProxy(`${IMPORT}\nexport const proxy = createAuthProxy();\n`, { from })).toEqual({
    kind: 'done',
  });
});
