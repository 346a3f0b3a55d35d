'use client';

import type { AppName } from '@repo/sso';
import { AppLink } from '@subdomain-sso/auth/client';
import { ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { appCatalogue, describeApp } from './app-catalogue.ts';
import { AppMark } from './app-mark.tsx';

/** Brand and menu in one: names the current app and links to the others. */
export function AppSwitcher({ app }: { app: AppName }) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={`Acme ${describeApp(app).title}: switch app`}
        className="group -ml-2 flex items-center gap-2.5 rounded-lg p-2 hover:bg-sunken data-[state=open]:bg-sunken"
      >
        <AppMark app={app} />
        <span className="text-[0.9375rem] leading-none">
          <span className="text-ink-soft max-[26rem]:sr-only">Acme </span>
          <span className="font-semibold">{describeApp(app).title}</span>
        </span>
        <ChevronDown
          aria-hidden="true"
          className="size-4 text-ink-soft transition-transform group-data-[state=open]:rotate-180"
        />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={12}
          className="z-50 w-[min(34rem,calc(100vw-1.5rem))] rounded-xl border border-line bg-surface p-2 shadow-xl shadow-black/10"
        >
          <nav aria-label="Apps">
            <ul className="grid gap-1 sm:grid-cols-2">
              {appCatalogue.map((entry) => (
                <li key={entry.name}>
                  <AppLink
                    app={entry.name}
                    href="/"
                    aria-current={entry.name === app ? 'true' : undefined}
                    className="flex items-start gap-3 rounded-lg p-2.5 hover:bg-sunken aria-[current=true]:bg-sunken"
                  >
                    <AppMark app={entry.name} size={34} />
                    <span className="min-w-0">
                      <span className="block text-sm font-semibold">{entry.title}</span>
                      <span className="block text-[0.8125rem] leading-snug text-ink-soft">
                        {entry.description}
                      </span>
                    </span>
                  </AppLink>
                </li>
              ))}
            </ul>
          </nav>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
