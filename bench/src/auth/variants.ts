/** One way of knowing who asks, and the request that shows what it costs. */
export interface Variant {
  readonly id: VariantId;
  readonly title: string;
  /** JSON answers are compared with the open route's, pages with the page behind a bare clerkMiddleware(). */
  readonly kind: 'json' | 'page';
  /** What the process of `bench/auth-app` has as its proxy. */
  readonly guard: 'ours' | 'clerk' | 'clerk-jwt-key' | 'jose';
  readonly path: string;
  /**
   * `token`: Clerk's cookies, one person at all connections; the open route gets them too, as it would from a browser. `tokens`: a
   * great many, each different, more than a process remembers. `library`: the cookies that a POST to the same path answers with.
   */
  readonly credential: 'token' | 'tokens' | 'library';
}

export type VariantId =
  | 'open'
  | 'with-auth'
  | 'with-auth-unseen'
  | 'clerk'
  | 'clerk-jwt-key'
  | 'jose'
  | 'better-auth'
  | 'next-auth'
  | 'iron-session'
  | 'page-proxy'
  | 'page-ours'
  | 'page-clerk'
  | 'page-clerk-jwt-key';

const json = { kind: 'json', guard: 'ours', credential: 'library' } as const;
const page = { kind: 'page', credential: 'token' } as const;

/** In the order of the table. */
export const VARIANTS: readonly Variant[] = [
  { ...json, id: 'open', title: 'Open route', path: '/api/open', credential: 'token' },
  { ...json, id: 'with-auth', title: 'withAuth()', path: '/api/with-auth', credential: 'token' },
  {
    ...json,
    id: 'with-auth-unseen',
    title: 'withAuth(), every token new to it',
    path: '/api/with-auth',
    credential: 'tokens',
  },
  {
    ...json,
    id: 'clerk',
    title: 'clerkMiddleware(), auth()',
    guard: 'clerk',
    path: '/guarded/clerk',
    credential: 'token',
  },
  {
    ...json,
    id: 'clerk-jwt-key',
    title: 'clerkMiddleware({ jwtKey }), auth()',
    guard: 'clerk-jwt-key',
    path: '/guarded/clerk',
    credential: 'token',
  },
  {
    ...json,
    id: 'jose',
    title: 'jose by hand in proxy.ts',
    guard: 'jose',
    path: '/guarded/jose',
    credential: 'token',
  },
  { ...json, id: 'better-auth', title: 'better-auth, cookie cache', path: '/api/better-auth' },
  { ...json, id: 'next-auth', title: 'next-auth, JWT session', path: '/api/next-auth' },
  { ...json, id: 'iron-session', title: 'iron-session', path: '/api/iron-session' },
  {
    ...page,
    id: 'page-proxy',
    title: 'createAuthProxy(), auth()',
    guard: 'ours',
    path: '/page/clerk',
  },
  {
    ...page,
    id: 'page-ours',
    title: 'createAuthProxy(), a page with SsoProvider',
    guard: 'ours',
    path: '/page/ours',
  },
  { ...page, id: 'page-clerk', title: 'clerkMiddleware(), auth()', guard: 'clerk', path: '/page/clerk' },
  {
    ...page,
    id: 'page-clerk-jwt-key',
    title: 'clerkMiddleware({ jwtKey }), auth()',
    guard: 'clerk-jwt-key',
    path: '/page/clerk',
  },
];
