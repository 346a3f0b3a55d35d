import { expect, test } from 'vitest';
import { wrapProvider } from './wrap-provider.ts';

const from = '@subdomain-sso/auth/client';

test('ClerkProvider becomes SsoProvider, with its properties', () => {
  const before = `import { ClerkProvider, UserButton } from '@clerk/nextjs';

export default function Layout({ children }) {
  return (
    <ClerkProvider localization={deDE} publishableKey={key}>
      <UserButton />
      {children}
    </ClerkProvider>
  );
}
`;
  expect(wrapProvider(before, { from })).toEqual({
    kind: 'wrapped',
    text: before
      .replace('{ ClerkProvider, UserButton }', '{ UserButton }')
      .replace(`'@clerk/nextjs';`, `'@clerk/nextjs';\nimport { SsoProvider } from '${from}';`)
      .replace(
        '<ClerkProvider localization={deDE} publishableKey={key}>',
        '<SsoProvider localization={deDE}>',
      )
      .replace('</ClerkProvider>', '</SsoProvider>'),
    notes: [expect.stringContaining('publishableKey')],
  });
});

test('a layout without one gets it around the pages', () => {
  const before = `import './globals.css';\n\nexport default ({ children }) => <body className="a">{children}</body>;\n`;
  expect(wrapProvider(before, { from })).toMatchObject({
    text: `import './globals.css';\nimport { SsoProvider } from '${from}';\n\nexport default ({ children }) => <body className="a"><SsoProvider>{children}</SsoProvider></body>;\n`,
  });
});

test.each([
  ['the pages in two places', 'export default ({ children }) => <><p>{children}</p>{children}</>;'],
  ['no pages', 'export default () => <html />;'],
  [
    'properties that are computed',
    `import { ClerkProvider } from '@clerk/nextjs';\nexport default (p) => <ClerkProvider {...p} />;`,
  ],
])('%s: left to a person', (_name, text) => {
  expect(wrapProvider(text, { from })).toMatchObject({
    kind: 'by-hand',
    lines: expect.stringContaining('SsoProvider'),
  });
});

test('what has it already stays', () => {
  expect(wrapProvider('<SsoProvider>{children}</SsoProvider>', { from })).toEqual({ kind: 'done' });
});
