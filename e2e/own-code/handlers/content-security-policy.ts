import { createMiddleware, defaults } from '@nosecone/next';
import type { ProxyHandler } from '@subdomain-sso/auth/proxy';

type Middleware = ReturnType<typeof createMiddleware>;
let middleware: Middleware | undefined;

/** Nosecone's own policy, with what Clerk needs. Its nonce becomes that of the page, and of Clerk's scripts. */
export const contentSecurityPolicy: ProxyHandler = () => {
  middleware ??= createPolicy(process.env.NEXT_PUBLIC_CLERK_PROXY_URL ?? '');
  return middleware();
};

function createPolicy(clerkOrigin: string): Middleware {
  // Nosecone takes sources of its own types; an origin is one.
  const clerk = clerkOrigin as `https://${string}.${string}`;
  const { directives } = defaults.contentSecurityPolicy;
  return createMiddleware({
    ...defaults,
    // The tests run without TLS, and the scripts of the local Clerk come from another origin.
    crossOriginEmbedderPolicy: false,
    contentSecurityPolicy: {
      directives: {
        ...directives,
        scriptSrc: [...directives.scriptSrc, clerk],
        connectSrc: ["'self'", clerk],
        imgSrc: [...directives.imgSrc, clerk],
        workerSrc: ["'self'", 'blob:'],
        upgradeInsecureRequests: false,
      },
    },
  });
}
