'use client';

import { useClerk, useSession } from '@clerk/nextjs';
import { toUserSummary } from '@subdomain-sso/auth/client';

/**
 * Shows on every page that a user is being impersonated, with a button that ends it. Renders nothing otherwise.
 *
 * @source Clerk docs "User impersonation": the session's `actor`.
 */
export function ImpersonationBanner() {
  const { session } = useSession();
  const { signOut } = useClerk();
  if (!session?.actor || !session.user) return null;
  const { name, emailAddress } = toUserSummary(session.user);
  return (
    <div role="status" className="border-b border-wait bg-wait-soft text-sm">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-2 sm:px-6">
        <p>
          You act as <strong>{name}</strong>
          {emailAddress && emailAddress !== name ? ` (${emailAddress})` : ''}. Your actions are done in their
          name and recorded with yours.
        </p>
        <button
          type="button"
          className="font-semibold underline"
          onClick={() => void signOut({ sessionId: session.id })}
        >
          Stop acting as {name}
        </button>
      </div>
    </div>
  );
}
