import type { OuterName } from '@repo/next-repository';

/** Functions of Clerk that identify the caller, and functions that verify a signature. */
const KNOWN: ReadonlySet<string> = new Set([
  'auth',
  'currentUser',
  'getAuth',
  'clerkClient',
  'verifyToken',
  'verifyWebhook',
  'authenticateRequest',
]);

/** Likely names of guards whose code cannot be followed: `requireUser`, `withAuth`, `getSession`. */
const LIKELY =
  /^(?:require|assert|ensure|verify|protect|authorize|enforce)[A-Z]|^with(?:Auth|User|Session|Protect)|^(?:get|current|check|validate)(?:Session|User|Auth)/;

/** Whether a name from outside the repository identifies the caller. Whether it is used correctly is not checked. */
export function isGuard({ from, imported }: OuterName): boolean {
  if (from.startsWith('@clerk/')) return KNOWN.has(imported);
  // A signature that the code checks itself.
  if (from === 'global') return imported === 'crypto.subtle.sign' || imported === 'crypto.subtle.verify';
  if (from === 'node:crypto' || from === 'crypto')
    return imported === 'createHmac' || imported === 'timingSafeEqual';
  if (from === 'svix' || from === 'standardwebhooks') return imported === 'Webhook';
  return !from.startsWith('.') && (KNOWN.has(imported) || LIKELY.test(imported));
}

/** Whether a name is one of Clerk's that fails where clerkMiddleware has not run before. */
export function needsMiddleware({ from, imported }: OuterName): boolean {
  return (
    from === '@clerk/nextjs/server' &&
    (imported === 'auth' || imported === 'currentUser' || imported === 'getAuth')
  );
}
