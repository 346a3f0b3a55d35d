'use client';

import { ClerkFailed, ClerkLoaded, ClerkLoading, Show, UserButton } from '@clerk/nextjs';
import {
  AfterHydration,
  AppLink,
  appUrl,
  hasClerkUi,
  isSignInPage,
  signInPageUrl,
} from '@subdomain-sso/auth/client';
import { usePathname } from 'next/navigation';
import { AccountPopover } from './account-popover.tsx';

/**
 * The signed-in user, at the right end of the header. The box has the same size in every state, so nothing shifts
 * when Clerk loads. It runs in the browser only, so a static page stays static.
 */
export function AccountCorner() {
  return (
    <div data-testid="account-corner" className="flex h-9 w-18 shrink-0 items-center justify-end">
      <AfterHydration fallback={<AvatarPlaceholder />}>
        <Account />
      </AfterHydration>
    </div>
  );
}

function Account() {
  return (
    <>
      <ClerkLoading>
        <AvatarPlaceholder />
      </ClerkLoading>
      <ClerkLoaded>
        <Show when="signed-in" fallback={<SignInLink />}>
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

function SignInLink() {
  const pathname = usePathname();
  const url = signInUrlFromHere();
  if (url === undefined || isSignInPage(pathname)) return null;
  return (
    <a
      href={url}
      // The query and the fragment may have changed since this was rendered.
      onClick={(event) => {
        event.currentTarget.href = signInUrlFromHere() ?? url;
      }}
      className="-mr-2 rounded-md px-2 py-1.5 text-sm font-medium whitespace-nowrap text-accent hover:bg-accent-soft"
    >
      Sign in
    </a>
  );
}

function signInUrlFromHere(): string | undefined {
  return signInPageUrl(typeof window === 'undefined' ? '' : window.location.href);
}

function AvatarPlaceholder() {
  return <span className="size-7 rounded-full bg-sunken" />;
}
