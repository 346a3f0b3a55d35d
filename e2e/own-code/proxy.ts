import { createAuthProxy } from '@subdomain-sso/auth/proxy';
import type { NextFetchEvent, NextRequest } from 'next/server';
import { readSettings } from './env.ts';
import { handlers } from './handlers/index.ts';

let proxyOfApp: ReturnType<typeof createAuthProxy> | undefined;

/** Made at the first request: a build has no settings yet. */
export function proxy(request: NextRequest, event: NextFetchEvent): Promise<Response> {
  proxyOfApp ??= createProxy();
  return proxyOfApp(request, event);
}

// With `/api`, so that its routes, tRPC among them, can call `auth()`.
export const config = { matcher: ['/((?!_next/static/|favicon\\.ico$|icon\\.svg$).*)'] };

function createProxy() {
  const { mode } = readSettings();
  const handler = handlers[mode];
  return createAuthProxy(handler ? { handler } : {});
}
