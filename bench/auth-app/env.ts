/** What stands in front of the app's guarded paths. `clerk`: clerkMiddleware() with keys from its JWKS. */
export type Guard = 'ours' | 'clerk' | 'clerk-jwt-key' | 'jose';

/**
 * Which guard this process has: one build serves all of them.
 *
 * @throws {Error} BENCH_GUARD is none of them.
 */
export function readGuard(): Guard {
  const guard = process.env.BENCH_GUARD;
  if (guard === 'ours' || guard === 'clerk' || guard === 'clerk-jwt-key' || guard === 'jose') return guard;
  throw new Error(`BENCH_GUARD is "${guard}". bench/src/auth starts this app.`);
}

/** The local Clerk's public key, PEM. */
export function readJwtKey(): string {
  const key = process.env.CLERK_JWT_KEY;
  if (!key) throw new Error('CLERK_JWT_KEY is not set. bench/src/auth starts this app.');
  return key;
}
