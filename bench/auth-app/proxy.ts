// sso-doctor-ignore missing-authorized-parties: what is measured is what people have without the list
import { clerkMiddleware } from '@clerk/nextjs/server';
import { createAuthProxy } from '@subdomain-sso/auth/proxy';
import type { NextFetchEvent, NextMiddleware, NextRequest } from 'next/server';
import { readGuard, readJwtKey } from './env.ts';
import { createJoseGuard } from './jose-guard.ts';

let guard: NextMiddleware | undefined;

/** Made at the first request: a build has no guard yet. */
export function proxy(request: NextRequest, event: NextFetchEvent): ReturnType<NextMiddleware> {
  guard ??= createGuard();
  return guard(request, event);
}

/** The matcher of `@subdomain-sso/auth/proxy`: what is under `/api/` verifies by itself. */
export const config = { matcher: ['/((?!api/|_next/static/|favicon\\.ico$|icon\\.svg$).*)'] };

function createGuard(): NextMiddleware {
  const kind = readGuard();
  switch (kind) {
    case 'ours':
      return createAuthProxy();
    case 'clerk':
      return clerkMiddleware();
    case 'clerk-jwt-key':
      return clerkMiddleware({ jwtKey: readJwtKey() });
    case 'jose':
      return createJoseGuard({ jwtKey: readJwtKey() });
  }
}
