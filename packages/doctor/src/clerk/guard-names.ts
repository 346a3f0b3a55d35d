import type { CodeGraph, OuterName } from '@repo/next-repository';

type Declaration = Parameters<CodeGraph['declarationReaches']>[1];

/** Functions and components of Clerk that identify the caller, and functions that verify a signature. */
const KNOWN: ReadonlySet<string> = new Set([
  'auth',
  'currentUser',
  'getAuth',
  'verifyToken',
  'verifyWebhook',
  'authenticateRequest',
  'withClerkMiddleware',
  'requireAuth',
  'requireSession',
  'withAuth',
  'Protect',
  'Show',
  'SignedIn',
]);

/** Methods that verify a token or a signature, whatever client they are called on. */
const METHODS: ReadonlySet<string> = new Set([
  'authenticateRequest',
  'verifyToken',
  'constructEvent',
  'constructEventAsync',
]);

/** Likely names of guards whose code cannot be followed: `requireUser`, `withAuth`, `getSession`. */
const LIKELY =
  /^(?:require|assert|ensure|verify|protect|authorize|enforce)[A-Z]|^with(?:Auth|User|Session|Protect)|^(?:get|current|check|validate)(?:Session|User|Auth)/;

/** Guards of the auth package. @source packages/auth/src/server.ts, packages/auth/src/routes. */
const OURS = /^@subdomain-sso\/auth(?:\/|$)/;

/** Whether a name from outside the repository identifies the caller. Whether it is used correctly is not checked. */
function isGuard({ from, imported }: OuterName): boolean {
  if (from.startsWith('@clerk/') || from === 'svelte-clerk/server') return KNOWN.has(imported);
  if (from === 'method') return METHODS.has(imported);
  // A signature that the code checks itself.
  if (from === 'global') return imported === 'crypto.subtle.sign' || imported === 'crypto.subtle.verify';
  if (from === 'node:crypto' || from === 'crypto')
    return imported === 'createHmac' || imported === 'timingSafeEqual';
  if (from === 'jose') return imported === 'jwtVerify' || imported === 'compactVerify';
  if (from === 'svix' || from === 'standardwebhooks') return imported === 'Webhook';
  return OURS.test(from) && (KNOWN.has(imported) || LIKELY.test(imported));
}

/** Whether a name that cannot be followed is likely to be a guard. */
function isLikelyGuard(name: OuterName): boolean {
  const { from, imported } = name;
  return (
    from !== 'method' &&
    from !== 'global' &&
    !from.startsWith('.') &&
    (KNOWN.has(imported) || LIKELY.test(imported))
  );
}

/** Whether code identifies the caller; or the name from outside of the repository that probably does. */
export type GuardSearch = 'guarded' | 'open' | { readonly likely: OuterName };

/** Looks for a guard in what a declaration stands for. */
export function findGuard(graph: CodeGraph, file: string, declaration: Declaration): GuardSearch {
  if (graph.declarationReaches(file, declaration, isGuard)) return 'guarded';
  let likely: OuterName | undefined;
  graph.declarationReaches(file, declaration, (name) => {
    if (!isLikelyGuard(name)) return false;
    likely = name;
    return true;
  });
  return likely ? { likely } : 'open';
}

/** Whether a name is one of Clerk's that fails where clerkMiddleware has not run before. */
export function needsMiddleware({ from, imported }: OuterName): boolean {
  return (
    from === '@clerk/nextjs/server' &&
    (imported === 'auth' || imported === 'currentUser' || imported === 'getAuth')
  );
}
