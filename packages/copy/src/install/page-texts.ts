import { posix } from 'node:path';

/** A page for the primary app of a team that has none. */
export interface NewPage {
  readonly path: string;
  readonly text: string;
}

/**
 * Builds Clerk's pages for signing in and up, at the default addresses.
 *
 * @param pages Folder of the pages: 'src/app'.
 * @param language Of the team's files.
 * @source Clerk docs "SignIn" and "SignUp" in Next.js.
 */
export function signInPages(
  pages: string,
  {
    language,
    missing,
  }: { readonly language: 'ts' | 'js'; readonly missing: readonly ('SignIn' | 'SignUp')[] },
): readonly NewPage[] {
  // Below a language the address of the page is not one, and the component keeps its steps in the fragment.
  const isLocalised = pages.includes('[');
  return missing.map((component) => {
    const route = component === 'SignIn' ? 'sign-in' : 'sign-up';
    const file = language === 'ts' ? 'page.tsx' : 'page.jsx';
    // Clerk's form reads the address; with `cacheComponents` that needs a Suspense boundary.
    // The part after # of the address to return to reaches only the browser.
    const text = `import { ${component} } from '@clerk/nextjs';
import { ReturnUrlFragment } from '@subdomain-sso/auth/client';
import { Suspense } from 'react';

export default function ${component}Page() {
  return (
    <Suspense>
      <ReturnUrlFragment />
      <${component} ${isLocalised ? 'routing="hash"' : `path="/${route}"`} />
    </Suspense>
  );
}
`;
    return { path: posix.join(pages, route, isLocalised ? '' : `[[...${route}]]`, file), text };
  });
}

/** The proxy of an app that has none. `withApi`: routes under `/api` call `auth()`, which needs the proxy. */
export function proxyText({ withApi }: { readonly withApi: boolean }): string {
  const matcher = withApi
    ? `'/((?!_next/static/|favicon\\\\.ico$|icon\\\\.svg$).*)'`
    : `'/((?!api/|_next/static/|favicon\\\\.ico$|icon\\\\.svg$).*)'`;
  return `import { createAuthProxy } from '@subdomain-sso/auth/proxy';

export const proxy = createAuthProxy();
export const config = {
  matcher: [${matcher}],
};
`;
}
