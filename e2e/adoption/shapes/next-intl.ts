import {
  appDependencies,
  appManifest,
  IGNORED,
  NEXT_ESLINT,
  type Shape,
  tsconfig,
  WHO_PAGE,
} from '../shape.ts';

/** One app under `src`, languages in the address, and a proxy in which Clerk and next-intl meet. */
export const nextIntl: Shape = {
  name: 'one app, npm, src/ and next-intl in its proxy',
  manager: 'npm',
  files: {
    '.gitignore': IGNORED,
    'package.json': appManifest('shop', {
      dependencies: appDependencies({ 'next-intl': '^4.5.0' }),
      linter: NEXT_ESLINT,
    }),
    ...NEXT_ESLINT.files,
    'tsconfig.json': tsconfig('ES2017'),
    'next.config.ts': `import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const nextConfig: NextConfig = {};

export default createNextIntlPlugin("./src/i18n/request.ts")(nextConfig);
`,
    'src/i18n/routing.ts': `import { defineRouting } from "next-intl/routing";

export const routing = defineRouting({ locales: ["en", "de"], defaultLocale: "en" });
`,
    'src/i18n/request.ts': `import { getRequestConfig } from "next-intl/server";
import { routing } from "./routing";

export default getRequestConfig(async ({ requestLocale }) => {
  const asked = await requestLocale;
  const locale = routing.locales.find((each) => each === asked) ?? routing.defaultLocale;
  return { locale, messages: {} };
});
`,
    'src/proxy.ts': `import { clerkMiddleware, createRouteMatcher } from "@clerk/nextjs/server";
import createMiddleware from "next-intl/middleware";
import { routing } from "./i18n/routing";

const handleLanguages = createMiddleware(routing);
const isPrivate = createRouteMatcher(["/:locale/dashboard(.*)"]);

export default clerkMiddleware(async (auth, request) => {
  if (isPrivate(request)) await auth.protect();
  return handleLanguages(request);
});

export const config = { matcher: ["/((?!api|_next|_vercel|.*\\\\..*).*)"] };
`,
    'src/app/[locale]/layout.tsx': `import { ClerkProvider } from "@clerk/nextjs";
import { routing } from "../../i18n/routing";

// Anything else, such as /favicon.ico, is no language: 404.
export const dynamicParams = false;

export function generateStaticParams() {
  return routing.locales.map((locale) => ({ locale }));
}

export default async function Layout({
  children,
  params,
}: {
  children: React.ReactNode;
  params: Promise<{ locale: string }>;
}) {
  const { locale } = await params;
  return (
    <ClerkProvider>
      <html lang={locale}>
        <body>{children}</body>
      </html>
    </ClerkProvider>
  );
}
`,
    // Without an icon, `/favicon.ico` is a page of the language "favicon.ico".
    'src/app/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
    'src/app/[locale]/page.tsx': WHO_PAGE.replaceAll("'", '"'),
    'src/app/[locale]/dashboard/page.tsx': WHO_PAGE.replaceAll("'", '"'),
  },
  apps: [{ name: 'shop', directory: '' }],
  privatePath: '/en/dashboard',
  posture: 'mixed',
  ownChecks: ['typecheck'],
};
