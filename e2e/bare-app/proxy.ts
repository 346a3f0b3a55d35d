import { clerkMiddleware } from '@clerk/nextjs/server';
import { createAuthProxy } from '@subdomain-sso/auth/proxy';
import type { NextFetchEvent, NextMiddleware, NextRequest } from 'next/server';
import { readSettings } from './env.ts';

let guard: NextMiddleware | undefined;

/** Made at the first request: a build has no settings yet. */
export function proxy(request: NextRequest, event: NextFetchEvent): ReturnType<NextMiddleware> {
  guard ??= createGuard();
  return guard(request, event);
}

export const config = { matcher: ['/((?!_next/static/|_next/image|favicon\\.ico$|icon\\.svg$).*)'] };

function createGuard(): NextMiddleware {
  const { mode, origin, publishableKey, jwtKey, proxyUrl } = readSettings();
  if (mode === 'ours') return createAuthProxy();
  // The SDK with nothing but what it needs to find this Clerk; jwtKey spares it a request for the JWKS, as it does in ours.
  const options = { publishableKey, jwtKey, proxyUrl };
  return clerkMiddleware(mode === 'parties' ? { ...options, authorizedParties: [origin] } : options);
}
