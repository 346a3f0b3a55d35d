import { expect, test } from 'vitest';
import { findSignInPages } from './sign-in-pages.ts';

const SHOWS = `import { SignIn } from '@clerk/nextjs';\nexport default () => <SignIn />;\n`;

test.each([
  ['app/sign-in/[[...sign-in]]/page.tsx', '/sign-in', false],
  ['src/app/(auth)/login/[[...rest]]/page.tsx', '/login', false],
  ['src/app/[locale]/(public)/login/page.jsx', '/login', true],
  ['pages/account/sign-in/[[...index]].tsx', '/account/sign-in', false],
])('%s is %s', (path, address, isLocalised) => {
  expect(findSignInPages(new Map([[path, SHOWS]]))).toEqual({ signIn: { path: address, isLocalised } });
});

test('a page at the usual address counts, whatever is in it', () => {
  const files = new Map([['app/sign-up/page.tsx', 'export default () => <OurForm />;']]);
  expect(findSignInPages(files)).toEqual({ signUp: { path: '/sign-up', isLocalised: false } });
});

test.each(['app/components/login.tsx', 'app/api/sign-in/route.ts', 'pages/_app.tsx', 'pages/api/sign-in.ts'])(
  '%s is no page',
  (path) => {
    expect(findSignInPages(new Map([[path, SHOWS]]))).toEqual({});
  },
);
