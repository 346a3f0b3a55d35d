import { createAuthProxy } from '@subdomain-sso/auth/proxy';
import type { NextFetchEvent, NextRequest } from 'next/server';

let proxyOfApp: ReturnType<typeof createAuthProxy> | undefined;

/** Made at the first request: a build has no settings yet. */
export function proxy(request: NextRequest, event: NextFetchEvent): Promise<Response> {
  proxyOfApp ??= createAuthProxy();
  return proxyOfApp(request, event);
}

export const config = {
  matcher: ['/((?!api/|_next/static/|favicon\\.ico$|icon\\.svg$).*)'],
};
