import { parseSource } from '@repo/next-repository';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { surroundings, withWindowsEnds } from './surroundings.fixture.ts';
import { typeCheck } from './type-check.fixture.ts';
import { wrapProvider } from './wrap-provider.ts';

const own = { from: '@subdomain-sso/auth/client' };
const IMPORT = `import { SsoProvider } from '@subdomain-sso/auth/client';`;

/** A layout: its imports, and what it returns. */
function layout(imports: string, element: string, before = ''): string {
  return `${imports}
import type { ReactNode } from 'react';

export default function RootLayout({ children }: { readonly children: ReactNode }) {
${before}  return (
    ${element}
  );
}
`;
}

const FORMS = [
  {
    name: 'ClerkProvider around the document',
    text: layout(
      `import { ClerkProvider } from '@clerk/nextjs';`,
      '<ClerkProvider>\n      <html lang="en"><body>{children}</body></html>\n    </ClerkProvider>',
    ),
    wrapped: layout(
      IMPORT,
      '<SsoProvider>\n      <html lang="en"><body>{children}</body></html>\n    </SsoProvider>',
    ),
  },
  {
    name: 'another name, beside others of the same import',
    text: layout(
      `import { ClerkProvider as Clerk, UserButton } from '@clerk/nextjs';`,
      '<html><body><Clerk><UserButton />{children}</Clerk></body></html>',
    ),
    wrapped: layout(
      `import { UserButton } from '@clerk/nextjs';`,
      '<html><body><SsoProvider><UserButton />{children}</SsoProvider></body></html>',
    ).replace(`from 'react';`, `from 'react';\n${IMPORT}`),
  },
  {
    name: 'props: those of the environment go, the others stay',
    text: layout(
      `import { ClerkProvider } from '@clerk/nextjs';`,
      `<ClerkProvider
      publishableKey={process.env.KEY ?? ''}
      signInUrl="/login"
      // theirs
      appearance={{ variables: {} }} dynamic nonce="x"
    ><html><body>{children}</body></html></ClerkProvider>`,
    ),
    wrapped: layout(
      IMPORT,
      `<SsoProvider
      signInUrl="/login"
      // theirs
      appearance={{ variables: {} }} dynamic
    ><html><body>{children}</body></html></SsoProvider>`,
    ),
    notes: [
      'publishableKey of ClerkProvider is left out: the environment decides it',
      'nonce of ClerkProvider is left out: the environment decides it',
    ],
  },
  {
    name: 'two ways to show it',
    text: layout(
      `import { ClerkProvider } from '@clerk/nextjs';`,
      '<html><body>{process.env.A ? <ClerkProvider>{children}</ClerkProvider> : <ClerkProvider dynamic>{children}</ClerkProvider>}</body></html>',
    ),
    wrapped: layout(
      IMPORT,
      '<html><body>{process.env.A ? <SsoProvider>{children}</SsoProvider> : <SsoProvider dynamic>{children}</SsoProvider>}</body></html>',
    ),
  },
  {
    name: 'no ClerkProvider',
    text: layout(
      `import './globals.css';`,
      '<html lang="en">\n      <body className="a">{children}</body>\n    </html>',
    ),
    wrapped: layout(
      `import './globals.css';`,
      '<html lang="en">\n      <body className="a"><SsoProvider>{children}</SsoProvider></body>\n    </html>',
    ).replace(`from 'react';`, `from 'react';\n${IMPORT}`),
  },
  {
    name: 'no ClerkProvider, and a theme',
    text: layout(
      `import { ThemeProvider } from '@/components/theme-provider';`,
      '<html><body><ThemeProvider><main>{children}</main></ThemeProvider></body></html>',
    ),
    wrapped: layout(
      `import { ThemeProvider } from '@/components/theme-provider';`,
      '<html><body><ThemeProvider><main><SsoProvider>{children}</SsoProvider></main></ThemeProvider></body></html>',
    ).replace(`from 'react';`, `from 'react';\n${IMPORT}`),
  },
  {
    name: 'JavaScript without imports',
    text: 'export default function Layout(props) {\n  return <html><body>{props.children}</body></html>;\n}\n',
    wrapped: `${IMPORT}\n\nexport default function Layout(props) {\n  return <html><body><SsoProvider>{props.children}</SsoProvider></body></html>;\n}\n`,
  },
  {
    name: 'the line ends of Windows and double quotes',
    text: `import { ClerkProvider } from "@clerk/nextjs"\r\nexport default ({ children }) => <ClerkProvider><html><body>{children}</body></html></ClerkProvider>\r\n`,
    wrapped: `import { SsoProvider } from "@subdomain-sso/auth/client"\r\nexport default ({ children }) => <SsoProvider><html><body>{children}</body></html></SsoProvider>\r\n`,
  },
];

test.each(FORMS)('$name: SsoProvider is around the pages, and nothing else changes', (form) => {
  const { text, wrapped, notes = [] } = form;
  expect(wrapProvider(text, own)).toEqual({ kind: 'wrapped', text: wrapped, notes });
  expect(parseSource('layout.tsx', wrapped)).toBeDefined();
});

test.each(FORMS)('$name, once wrapped, stays', ({ wrapped }) => {
  expect(wrapProvider(wrapped, own)).toEqual({ kind: 'done' });
});

test.each(FORMS)('$name: what stands below stays, byte for byte, with any line ends', (form) => {
  const { text, wrapped } = form;
  fc.assert(
    fc.property(surroundings, fc.boolean(), (below, isWindows) => {
      const ends = isWindows ? withWindowsEnds : (each: string) => each;
      const result = wrapProvider(ends(`${text}${below}`), own);
      expect(result).toMatchObject({ kind: 'wrapped', text: ends(`${wrapped}${below}`) });
    }),
  );
});

test.each([
  {
    name: 'props that are spread',
    text: layout(
      `import { ClerkProvider } from '@clerk/nextjs';`,
      '<ClerkProvider {...given}>{children}</ClerkProvider>',
    ),
    why: 'computed',
  },
  {
    name: 'ClerkProvider as a value',
    text: layout(
      `import { ClerkProvider } from '@clerk/nextjs';`,
      '<Compose in={[ClerkProvider]}><ClerkProvider>{children}</ClerkProvider></Compose>',
    ),
    why: 'something else than an element',
  },
  {
    name: 'a client component',
    text: `'use client';\nimport { ClerkProvider } from '@clerk/nextjs';\nexport const Providers = ({ children }) => <ClerkProvider>{children}</ClerkProvider>;\n`,
    why: 'client component',
  },
  {
    name: 'ClerkProvider of their own',
    text: layout(
      `import { ClerkProvider } from './clerk';`,
      '<html><body><ClerkProvider>{children}</ClerkProvider></body></html>',
    ),
    why: 'another file',
  },
  {
    name: 'all of Clerk in one name',
    text: layout(
      `import * as Clerk from '@clerk/nextjs';`,
      '<html><body><Clerk.ClerkProvider>{children}</Clerk.ClerkProvider></body></html>',
    ),
    why: 'another form',
  },
  {
    name: 'providers of their own, which may have it',
    text: layout(
      `import { Providers } from './providers';`,
      '<html><body><Providers>{children}</Providers></body></html>',
    ),
    why: 'Providers may have ClerkProvider',
  },
  {
    name: 'a layout without <body>',
    text: layout('', '<main>{children}</main>'),
    why: 'no <body>',
  },
  {
    name: 'pages in two places',
    text: layout('', '<html><body><main>{children}</main><aside>{children}</aside></body></html>'),
    why: 'certainty',
  },
  {
    name: 'pages under a condition',
    text: layout('', '<html><body>{ready ? children : null}</body></html>'),
    why: 'certainty',
  },
  { name: 'no code', text: 'export default <', why: 'parsed' },
])('$name is left to a person, with the lines', ({ text, why }) => {
  expect(wrapProvider(text, own)).toEqual({
    kind: 'by-hand',
    why: expect.stringContaining(why),
    lines: `${IMPORT}\n\n<SsoProvider>{children}</SsoProvider>`,
  });
});

const PROVIDERS = layout(
  `import { Providers } from './providers';`,
  '<html><body><Providers>{children}</Providers></body></html>',
);

test('providers of their own are no question when nobody else has ClerkProvider', () => {
  expect(wrapProvider(PROVIDERS, { ...own, hasClerkElsewhere: false })).toMatchObject({
    kind: 'wrapped',
    text: expect.stringContaining('<Providers><SsoProvider>{children}</SsoProvider></Providers>'),
  });
  expect(wrapProvider(PROVIDERS, { ...own, hasClerkElsewhere: true })).toMatchObject({ kind: 'by-hand' });
});

const PAGES_APP = `import { ClerkProvider } from '@clerk/nextjs';
import type { AppProps } from 'next/app';

export default function App({ Component, pageProps }: AppProps) {
  return (
    <ClerkProvider {...pageProps}>
      <Component {...pageProps} />
    </ClerkProvider>
  );
}
`;

test('the _app of the Pages Router keeps ClerkProvider', () => {
  expect(wrapProvider(PAGES_APP, own)).toEqual({
    kind: 'by-hand',
    why: expect.stringContaining('ClerkProvider stays'),
    lines: expect.stringContaining('allowedRedirectOrigins'),
  });
});

test('what was wrapped compiles, and so do the lines for the Pages Router', () => {
  const files = Object.fromEntries(
    FORMS.filter(({ text }) => text.includes('ReactNode')).map(({ wrapped }, index) => [
      `layout-${index}.tsx`,
      wrapped,
    ]),
  );
  const result = wrapProvider(PAGES_APP, own);
  const lines = result.kind === 'by-hand' ? result.lines : '';
  const [imports = '', element = ''] = lines.split(/\n\n\/\/.*\n/);
  const app = `${imports}\nimport type { AppProps } from 'next/app';\n\nexport default function App({ Component, pageProps }: AppProps) {\n  return ${element};\n}\n`;
  const declared = { 'own.d.ts': `declare module '*.css';\ndeclare module '@/*';\n` };
  expect(
    typeCheck({
      ...files,
      ...declared,
      '_app.tsx': app,
      'wrong.tsx': `${IMPORT}\nexport default <SsoProvider nonce="x">{null}</SsoProvider>;\n`,
    }),
  ).toEqual([expect.stringMatching(/^wrong\.tsx\(2,\d+\): error TS\d+/)]);
});
