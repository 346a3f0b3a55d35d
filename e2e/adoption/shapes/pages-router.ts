import { appManifest, IGNORED, NEXT_ESLINT, type Shape, tsconfig } from '../shape.ts';

/** One app with the Pages Router only: `_app.tsx`, `getServerSideProps`, an API route. */
export const pagesRouter: Shape = {
  name: 'one app with the Pages Router',
  manager: 'npm',
  files: {
    '.gitignore': IGNORED,
    'package.json': appManifest('legacy', { linter: NEXT_ESLINT }),
    ...NEXT_ESLINT.files,
    'tsconfig.json': tsconfig('ES2017'),
    'next.config.js': 'module.exports = {};\n',
    'pages/_app.tsx': `import { ClerkProvider } from '@clerk/nextjs';
import type { AppProps } from 'next/app';

export default function App({ Component, pageProps }: AppProps) {
  return (
    <ClerkProvider {...pageProps}>
      <Component {...pageProps} />
    </ClerkProvider>
  );
}
`,
    'pages/index.tsx': `import { buildClerkProps, getAuth } from '@clerk/nextjs/server';
import type { GetServerSideProps } from 'next';

export const getServerSideProps: GetServerSideProps = async ({ req }) => {
  const { userId } = getAuth(req);
  return { props: { userId, ...buildClerkProps(req) } };
};

export default function Page({ userId }: { userId: string | null }) {
  return <p id="who">{userId ?? 'nobody'}</p>;
}
`,
    'middleware.ts': `import { clerkMiddleware } from '@clerk/nextjs/server';

export default clerkMiddleware(async (auth) => {
  await auth.protect();
});

export const config = { matcher: ['/((?!_next|.*\\\\..*).*)'] };
`,
  },
  apps: [{ name: 'legacy', directory: '' }],
  privatePath: '/',
  posture: 'protected',
  ownChecks: ['typecheck'],
};
