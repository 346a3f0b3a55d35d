import { expect, test } from 'vitest';
import { findSignInPages } from './sign-in-pages.ts';

const SIGN_IN = `import { SignIn } from '@clerk/nextjs';\nexport default function Page() {\n  return <SignIn />;\n}\n`;
const SIGN_UP = SIGN_IN.replaceAll('SignIn', 'SignUp');
const OTHER = 'export default function Page() {\n  return <p>Hello</p>;\n}\n';

test.each([
  { path: 'app/sign-in/[[...sign-in]]/page.tsx', signIn: '/sign-in', isLocalised: false },
  { path: 'src/app/(auth)/login/page.jsx', signIn: '/login', isLocalised: false },
  {
    path: 'src/app/[locale]/(auth)/(center)/login/[[...rest]]/page.tsx',
    signIn: '/login',
    isLocalised: true,
  },
  { path: 'app/[lang]/[region]/auth/enter/[...rest]/page.tsx', signIn: '/auth/enter', isLocalised: true },
  { path: 'pages/sign-in/[[...index]].tsx', signIn: '/sign-in', isLocalised: false },
  { path: 'src/pages/login/index.js', signIn: '/login', isLocalised: false },
  { path: 'pages/login.tsx', signIn: '/login', isLocalised: false },
])('$path is the page $signIn', ({ path, signIn, isLocalised }) => {
  expect(findSignInPages(new Map([[path, SIGN_IN]]))).toEqual({ signIn: { path: signIn, isLocalised } });
});

test.each([
  { name: 'the front page', path: 'app/page.tsx' },
  { name: 'the front page of a language', path: 'app/[locale]/page.tsx' },
  { name: 'an intercepted page', path: 'app/@modal/(.)login/page.tsx' },
  { name: 'a folder that is no page', path: 'app/_login/page.tsx' },
  { name: 'a component', path: 'app/login/form.tsx' },
  { name: 'a page with a parameter in its middle', path: 'app/org/[slug]/enter/page.tsx' },
  { name: 'an API route', path: 'pages/api/login.tsx' },
  { name: 'a test', path: 'pages/login.test.tsx' },
])('$name is none', ({ path }) => {
  expect(findSignInPages(new Map([[path, SIGN_IN]]))).toEqual({});
});

test('pages for both are found', () => {
  const files = new Map([
    ['app/page.tsx', OTHER],
    ['app/enter/page.tsx', SIGN_IN],
    ['app/join/page.tsx', SIGN_UP],
  ]);
  expect(findSignInPages(files)).toEqual({
    signIn: { path: '/enter', isLocalised: false },
    signUp: { path: '/join', isLocalised: false },
  });
});

test.each([
  { name: 'the one at the usual address', other: 'app/about/page.tsx', text: SIGN_IN, path: '/sign-in' },
  { name: 'the one that shows it', other: 'app/login/page.tsx', text: OTHER, path: '/sign-in' },
])('of several pages, $name is taken', ({ other, text, path }) => {
  const files = new Map([
    [other, text],
    ['app/sign-in/[[...sign-in]]/page.tsx', SIGN_IN],
  ]);
  expect(findSignInPages(files).signIn).toEqual({ path, isLocalised: false });
});

test.each([
  { name: 'a file beside it', from: './form', form: 'src/app/enter/form.tsx' },
  { name: 'a file by its alias', from: '@/components/form', form: 'src/components/form.tsx' },
])('a page that shows $name with the component is found', ({ from, form }) => {
  const files = new Map([
    ['src/app/enter/page.tsx', `import { Form } from '${from}';\nexport default () => <Form />;\n`],
    [form, `'use client';\n${SIGN_IN.replace('default function Page', 'function Form')}`],
  ]);
  expect(findSignInPages(files).signIn).toEqual({ path: '/enter', isLocalised: false });
});

test.each([
  { name: 'another name', text: SIGN_IN.replace('{ SignIn }', '{ SignIn as In }').replace('<SignIn', '<In') },
  { name: 'Clerk Elements', text: `import * as SignIn from '@clerk/elements/sign-in';\n${OTHER}` },
])('$name of the component is found', ({ text }) => {
  expect(findSignInPages(new Map([['app/enter/page.tsx', text]])).signIn?.path).toBe('/enter');
});

test.each([
  { name: 'a component of another package', text: SIGN_IN.replace('@clerk/nextjs', './sign-in') },
  { name: 'a button', text: SIGN_IN.replaceAll('SignIn', 'SignInButton') },
  { name: 'a comment', text: `// <SignIn /> of @clerk/nextjs\n${OTHER}` },
])('$name is not the component', ({ text }) => {
  expect(findSignInPages(new Map([['app/enter/page.tsx', text]]))).toEqual({});
});

test.each(['/sign-in', '/signin', '/login', '/log-in'])('a page at %s is one, whatever it shows', (path) => {
  expect(findSignInPages(new Map([[`app${path}/page.tsx`, OTHER]])).signIn?.path).toBe(path);
});

test.each(['/sign-up', '/signup', '/register'])('a page at %s is one to sign up', (path) => {
  expect(findSignInPages(new Map([[`app${path}/page.tsx`, OTHER]])).signUp?.path).toBe(path);
});
