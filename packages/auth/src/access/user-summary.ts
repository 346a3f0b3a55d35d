/** What a page shows about a user. Plain data: the server may pass it to the browser. */
export interface UserSummary {
  readonly id: string;
  /** Full name, else user name, else e-mail address, else "Unnamed". Never empty. */
  readonly name: string;
  /** One or two letters, upper case. */
  readonly initials: string;
  readonly emailAddress: string | null;
  readonly imageUrl: string | null;
}

/** What Clerk's `User` (server) and `UserResource` (browser) have in common. */
export interface UserLike {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly username: string | null;
  readonly imageUrl: string;
  readonly primaryEmailAddress?: { readonly emailAddress: string } | null;
}

/**
 * Builds the summary of a user for a page. Clerk's user types for server and browser differ, and neither may be passed from the
 * server to the browser.
 *
 * @param user From `currentUser()`, `clerkClient().users` or `useUser()`.
 * @source `@clerk/backend` 3.20.1 `User`; `@clerk/shared` 4.36.0 `UserResource`.
 */
export function toUserSummary(user: UserLike): UserSummary {
  const emailAddress = user.primaryEmailAddress?.emailAddress ?? null;
  const fullName = [user.firstName, user.lastName].filter(Boolean).join(' ').trim();
  const name = fullName || user.username || emailAddress || 'Unnamed';
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
  return { id: user.id, name, initials, emailAddress, imageUrl: user.imageUrl || null };
}
