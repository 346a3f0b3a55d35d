'use client';

import { useUser } from '@clerk/nextjs';
import { AfterHydration, toUserSummary } from '@subdomain-sso/auth/client';

interface SignedInUserProps {
  /** `firstName`: what the user is called, else the user name, else the e-mail address. `name`: the full name, else the same. */
  readonly show: 'firstName' | 'name' | 'emailAddress';
  /** Shown until Clerk's script has loaded, where it cannot be reached, and where the user has no such text. */
  readonly otherwise: string;
  /** Before the text of a user; a page that knows no user shows `otherwise` without it. */
  readonly before?: string;
}

/**
 * A text about the signed-in user, on a line of its own that has the same height in every state. Clerk's script in the browser
 * knows the user already, so no page asks Clerk's Backend API for it, whose limit of requests is one for the whole instance.
 */
export function SignedInUser(props: SignedInUserProps) {
  return (
    <span className="block truncate">
      <AfterHydration fallback={props.otherwise}>
        <UserText {...props} />
      </AfterHydration>
    </span>
  );
}

function UserText({ show, otherwise, before = '' }: SignedInUserProps) {
  const { user } = useUser();
  if (!user) return otherwise;
  const summary = toUserSummary(user);
  const text = show === 'firstName' ? user.firstName || summary.name : summary[show];
  return text ? `${before}${text}` : otherwise;
}
