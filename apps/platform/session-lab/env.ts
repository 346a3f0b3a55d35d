import 'server-only';

/** The local Clerk, as this server reaches it. */
export interface LocalClerk {
  readonly url: string;
  readonly secretKey: string;
}

/**
 * Finds the local Clerk. Only there may a page break things.
 *
 * @returns null in every deployment: neither variable is set there, and a deployment with SSO_LOCAL_CLERK does not start.
 */
export function readLocalClerk(): LocalClerk | null {
  const { CLERK_API_URL, CLERK_SECRET_KEY, NODE_ENV, SSO_LOCAL_CLERK } = process.env;
  const isHere = NODE_ENV !== 'production' || SSO_LOCAL_CLERK === '1';
  if (!isHere || !CLERK_API_URL || !CLERK_SECRET_KEY || !URL.canParse(CLERK_API_URL)) return null;
  return new URL(CLERK_API_URL).hostname === '127.0.0.1'
    ? { url: CLERK_API_URL, secretKey: CLERK_SECRET_KEY }
    : null;
}
