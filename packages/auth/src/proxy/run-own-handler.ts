import type { ClerkMiddlewareAuth } from '@clerk/nextjs/server';
import { type NextFetchEvent, type NextMiddleware, NextRequest, NextResponse } from 'next/server';
import { removeCookies } from '../request/cookies.ts';
import { readHeaderToken } from '../request/header-token.ts';
import { isClerkCookie } from './request-for-sdk.ts';
import { OVERRIDE_LIST } from './to-app/override-headers.ts';
import {
  applyRequestHeaderChanges,
  listRequestHeaders,
  type RequestHeaderChanges,
  takeRequestHeaderChanges,
} from './to-app/request-header-changes.ts';

/**
 * A team's own code in the proxy. It runs once the request may reach the app, with the `auth` of Clerk's `clerkMiddleware`.
 *
 * @param auth As in `clerkMiddleware`. Names only a user whose token was minted for this app.
 * @param request The request as Next passes it, with its body. For an anonymous user, without Clerk's cookies and tokens.
 * @returns A response of its own (redirect, rewrite, page, JSON), `NextResponse.next(…)`, or nothing to go on.
 */
export type ProxyHandler = (
  auth: ClerkMiddlewareAuth,
  request: NextRequest,
  event: NextFetchEvent,
) => ReturnType<NextMiddleware>;

/** One run of the team's handler, inside the callback of Clerk's SDK. What it has found out is there once the SDK has answered. */
export interface OwnRun {
  /** Runs the handler. The result goes to the SDK, which completes it as it does in `clerkMiddleware`. */
  run(auth: ClerkMiddlewareAuth, request: NextRequest): Promise<Response | undefined>;
  /** The handler was called: from then on, an error is its own. */
  hasStarted(): boolean;
  /** The handler requires a user. `returnUrl`: where sign-in leads back to; empty: nowhere. */
  readonly signIn: { readonly returnUrl: string } | null;
  /** Whether the rewrite of the SDK's answer is the handler's, or the 404 of `auth.protect()`. Else it is one to the same URL. */
  hasRewritten(response: Response): boolean;
  /** Adds the handler's changes of the request's headers to an answer, once all others have written theirs. */
  completeRequest(response: Response): Response;
}

/** Prepares the run of a handler for one request. */
export function prepareOwnRun(handler: ProxyHandler, event: NextFetchEvent): OwnRun {
  let received: Headers | undefined;
  let changes: RequestHeaderChanges | null = null;
  let isRewrite = false;
  let signIn: OwnRun['signIn'] = null;
  return {
    get signIn() {
      return signIn;
    },
    hasStarted: () => received !== undefined,
    async run(auth, request) {
      received = request.headers;
      try {
        const response = completeResponse(await handler(auth, request, event));
        if (response === undefined) return undefined;
        changes = takeRequestHeaderChanges(response, received);
        isRewrite = response.headers.has(REWRITE);
        return response;
      } catch (error) {
        signIn = readSignIn(error);
        throw error;
      }
    },
    hasRewritten: ({ headers }) =>
      isRewrite || (headers.get('x-clerk-auth-reason')?.includes('protect-rewrite') ?? false),
    completeRequest(response) {
      // To a rewrite that leaves this server the SDK adds nothing.
      if (received && isRewrite && !response.headers.has(OVERRIDE_LIST))
        listRequestHeaders(response, received);
      if (changes) applyRequestHeaderChanges(response, changes);
      return response;
    },
  };
}

const REWRITE = 'x-middleware-rewrite';

/** A response whose headers can be changed: those of `Response.redirect()` and of `fetch()` cannot. */
function completeResponse(result: Awaited<ReturnType<ProxyHandler>>): Response | undefined {
  if (!result) return undefined;
  return result instanceof NextResponse ? result : new NextResponse(result.body, result);
}

/**
 * Reads whether an error is the SDK's request to sign in, as `auth.protect()` and `redirectToSignIn()` throw it.
 *
 * @source `@clerk/nextjs` 7.9.7 `redirectToSignInError`.
 */
function readSignIn(error: unknown): OwnRun['signIn'] {
  if (!(error instanceof Error) || !('clerk_digest' in error)) return null;
  if (error.clerk_digest !== 'CLERK_PROTECT_REDIRECT_TO_SIGN_IN') return null;
  const returnUrl = 'returnBackUrl' in error ? error.returnBackUrl : '';
  return { returnUrl: String(returnUrl ?? '') };
}

/**
 * Removes Clerk's cookies and tokens from the request that a handler receives for an anonymous user. A token that was not
 * accepted must not look like a user to code that decodes it. The request itself is changed: a copy would take its body, which
 * may be needed once more where the handler requires a user.
 */
export function hideClerk(request: NextRequest): NextRequest {
  const { headers } = request;
  const cookies = removeCookies(headers.get('cookie') ?? '', isClerkCookie);
  if (cookies) headers.set('cookie', cookies);
  else headers.delete('cookie');
  if (readHeaderToken(headers.get('authorization')) !== undefined) headers.delete('authorization');
  // Next has parsed the cookies when it made the request.
  Object.defineProperty(request, 'cookies', { value: new NextRequest(request.url, { headers }).cookies });
  return request;
}
