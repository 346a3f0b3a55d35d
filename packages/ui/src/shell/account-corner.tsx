'use client';

import { ClerkFailed, ClerkLoaded, ClerkLoading, Show, UserButton } from '@clerk/nextjs';
import type { AppName } from '@repo/sso';
import { AfterHydration, AppLink, appUrl, hasClerkUi } from '@subdomain-sso/auth/client';
import { usePathname } from 'next/navigation';
import { AccountPopover } from './account-popover.tsx';

/**
 * The signed-in user, at the right end of the header. The box has the same size in every state, so nothing shifts
 * when Clerk loads. It runs in the browser only, so a static page stays static.
 */
export function AccountCorner({ app }: { app: AppName }) {
  return (
    <div data-testid="account-corner" className="flex h-9 w-18 shrink-0 items-center justify-end">
      <AfterHydration fallback={<AvatarPlaceholder />}>
        <Account app={app} />
      </AfterHydration>
    </div>
  );
}

function Account({ app }: { app: AppName }) {
  return (
    <>
      <ClerkLoading>
        <AvatarPlaceholder />
      </ClerkLoading>
      <ClerkLoaded>
        <Show when="signed-in" fallback={<SignInLink app={app} />}>
          {hasClerkUi() ? (
            <UserButton fallback={<AvatarPlaceholder />} {...profileOnAccount()} />
          ) : (
            <AccountPopover />
          )}
        </Show>
      </ClerkLoaded>
      <ClerkFailed>
        <AppLink app="account" href="/" className="text-sm font-medium text-accent hover:underline">
          Account
        </AppLink>
      </ClerkFailed>
    </>
  );
}

/** Profiles are on the account app; in a preview without it, Clerk opens the profile in place. */
function profileOnAccount() {
  const userProfileUrl = appUrl('account', '/profile');
  return userProfileUrl ? ({ userProfileMode: 'navigation', userProfileUrl } as const) : {};
}

function SignInLink({ app }: { app: AppName }) {
  const pathname = usePathname();
  const isSigningIn = app === 'account' && /^\/sign-(?:in|up)(?:\/|$)/.test(pathname);
  if (isSigningIn || !appUrl('account')) return null;
  return (
    <a
      href={signInUrlFromHere()}
      // The query and the fragment may have changed since this was rendered.
      onClick={(event) => {
        event.currentTarget.href = signInUrlFromHere();
      }}
      className="-mr-2 rounded-md px-2 py-1.5 text-sm font-medium whitespace-nowrap text-accent hover:bg-accent-soft"
    >
      Sign in
    </a>
  );
}

function signInUrlFromHere(): string {
  const base = appUrl('account', '/sign-in') ?? '/';
  if (typeof window === 'undefined') return base;
  return `${base}?${new URLSearchParams({ redirect_url: window.location.href })}`;
}

function AvatarPlaceholder() {
  return <span className="size-7 rounded-full bg-sunken" />;
}
