import type { AppName } from '@repo/sso';
import { AppLink } from '@subdomain-sso/auth/client';
import { appCatalogue } from './app-catalogue.ts';
import { AppMark } from './app-mark.tsx';

/** All apps except the current one, as cards. */
export function AppCards({ except }: { except: AppName }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {appCatalogue
        .filter(({ name }) => name !== except)
        .map((entry) => (
          <li key={entry.name}>
            <AppLink
              app={entry.name}
              href="/"
              data-app={entry.name}
              className="flex h-full items-start gap-3.5 rounded-xl border border-line bg-surface p-4 transition-colors hover:border-accent"
            >
              <AppMark app={entry.name} size={40} />
              <span>
                <span className="block font-semibold">{entry.title}</span>
                <span className="mt-0.5 block text-sm text-ink-soft">{entry.description}</span>
              </span>
            </AppLink>
          </li>
        ))}
    </ul>
  );
}
