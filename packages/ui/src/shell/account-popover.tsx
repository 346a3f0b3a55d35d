'use client';

import { Show, useClerk, useUser } from '@clerk/nextjs';
import { AppLink, toUserSummary } from '@subdomain-sso/auth/client';
import { Popover } from 'radix-ui';
import { Button, buttonClass } from '../parts/button.tsx';

/**
 * The signed-in user, without Clerk's UI bundle: for apps that show none of its components. The profile is on the account
 * app; this menu shows the user and signs out of all apps.
 */
export function AccountPopover() {
  const { user } = useUser();
  const { signOut } = useClerk();
  if (!user) return null;
  const { name, emailAddress, imageUrl } = toUserSummary(user);
  return (
    <Show when="signed-in">
      <Popover.Root>
        <Popover.Trigger aria-label="Open user menu" className="rounded-full">
          <Avatar imageUrl={imageUrl} />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={6}
            collisionPadding={12}
            className="z-50 w-72 space-y-4 rounded-xl border border-line bg-surface p-4 shadow-xl shadow-black/10"
          >
            <div className="flex items-center gap-3">
              <Avatar imageUrl={imageUrl} />
              <p className="min-w-0 text-sm">
                <span className="block truncate font-semibold">{name}</span>
                <span className="block truncate text-ink-soft">{emailAddress}</span>
              </p>
            </div>
            <div className="flex gap-2">
              <AppLink app="account" href="/profile" className={buttonClass('quiet')}>
                Profile
              </AppLink>
              <Button look="quiet" onClick={() => void signOut()}>
                Sign out
              </Button>
            </div>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </Show>
  );
}

function Avatar({ imageUrl }: { imageUrl: string | null }) {
  if (!imageUrl) return <span className="block size-7 rounded-full bg-sunken" />;
  // biome-ignore lint/performance/noImgElement: a picture of Clerk's, already in the size it is shown.
  return <img src={imageUrl} alt="" width={28} height={28} className="size-7 rounded-full" />;
}
