import type { AppName } from '@repo/sso';
import { AppLink } from '@subdomain-sso/auth/client';
import type { ReactNode } from 'react';
import { AccountCorner } from './account-corner.tsx';
import { appCatalogue } from './app-catalogue.ts';
import { AppSwitcher } from './app-switcher.tsx';
import { ImpersonationBanner } from './impersonation-banner.tsx';
import { OutageBanner } from './outage-banner.tsx';
import { type NavItem, PageNav } from './page-nav.tsx';

/**
 * The frame around every page of every app: skip link, header, main, footer.
 * It reads no session; the account corner does, in the browser.
 */
export function AppShell({
  app,
  nav,
  children,
}: {
  app: AppName;
  nav: readonly NavItem[];
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-accent focus:px-4 focus:py-2 focus:text-on-accent"
      >
        Skip to content
      </a>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 px-4 sm:px-6">
          <div className="flex h-14 items-center">
            <AppSwitcher app={app} />
          </div>
          {nav.length > 0 && (
            <div className="order-last w-full pb-1.5 md:order-none md:w-auto md:pb-0">
              <PageNav items={nav} label="Pages" />
            </div>
          )}
          <div className="ml-auto flex h-14 items-center">
            <AccountCorner />
          </div>
        </div>
      </header>
      <ImpersonationBanner />
      <OutageBanner />
      <div aria-hidden="true" className="mx-auto w-full max-w-6xl px-4 sm:px-6">
        <div className="hour-ruler" />
      </div>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-4 pt-8 pb-20 outline-none sm:px-6 sm:pt-12"
      >
        {children}
      </main>
      <Footer />
    </div>
  );
}

function Footer() {
  return (
    <footer className="border-t border-line bg-surface text-sm text-ink-soft">
      <div className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-8 sm:px-6 md:flex-row md:items-start md:justify-between">
        <p className="max-w-md">
          Acme is a made-up company with a real session: six apps, six subdomains, signed in once.
        </p>
        <ul className="flex flex-wrap gap-x-5 gap-y-2">
          {appCatalogue.map(({ name, title }) => (
            <li key={name}>
              <AppLink app={name} href="/" className="hover:text-ink hover:underline">
                {title}
              </AppLink>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  );
}
