import { type ClerkMiddlewareOptions, clerkMiddleware } from '@clerk/nextjs/server';
import { type NextFetchEvent, type NextMiddleware, type NextRequest, NextResponse } from 'next/server';
import type { AppPolicy } from './app-policy.ts';
import type { Verdict } from './decide.ts';
import { readVerdict, tokenCarrier } from './request-facts.ts';
import { isSessionOfIssuer, readTokenClaims, type TokenClaims } from './session-token.ts';
import { primaryUrl } from './topology.ts';

/** What Clerk's SDK made of a request. */
export interface Judgement {
  readonly response: Response;
  readonly verdict: Verdict;
  /** The SDK's reason for not accepting a token; null when it did. */
  readonly sdkReason: string | null;
  readonly orgId: string | null;
  readonly orgSlug: string | null;
  /** Of the token that the SDK accepted; null when it accepted none. */
  readonly claims: TokenClaims | null;
}

/**
 * Lets the unmodified SDK judge a request, with the parties of the place its token came from.
 *
 * @param request From `requestForClerk`: what could steer the SDK is taken out of it.
 * @returns Never throws for what a stranger sent; a token that the SDK stumbles over is `signed-out`, `token-invalid`.
 * @source `@clerk/nextjs` 7.9.7 `clerkMiddleware`.
 */
export async function judge(
  policy: AppPolicy,
  request: NextRequest,
  event: NextFetchEvent,
): Promise<Judgement> {
  const judgement = await judgeAt(policy, request, event, undefined);
  const { breaker, graceMs } = policy.outage;
  const isExpired =
    judgement.sdkReason?.startsWith('session-token-expired') || judgement.sdkReason === 'token-expired';
  if (!isExpired || graceMs === 0 || !breaker.isOpen()) return judgement;
  // The same token, judged as if it lived longer: everything but its age must still be in order.
  const graced = await judgeAt(policy, request, event, graceMs);
  return graced.verdict === 'signed-in' ? { ...graced, verdict: 'graced' } : judgement;
}

async function judgeAt(
  policy: AppPolicy,
  request: NextRequest,
  event: NextFetchEvent,
  clockSkewInMs: number | undefined,
): Promise<Judgement> {
  const isHeader = tokenCarrier(request.headers.get('authorization')) === 'header';
  const signIn = primaryUrl(policy.topology, '/sign-in');
  let session: Session = { hasUser: false, isOurs: false, orgId: null, orgSlug: null, claims: null };
  const options: ClerkMiddlewareOptions & object = {
    // On vercel.app the SDK would put a Clerk of its own under /__clerk in front of each app, with the secret key.
    frontendApiProxy: { enabled: false },
    authorizedParties: [...(isHeader ? policy.parties.bearer : policy.parties.cookie)],
    ...(policy.jwtKey ? { jwtKey: policy.jwtKey } : {}),
    ...(clockSkewInMs === undefined ? {} : { clockSkewInMs }),
    ...(signIn ? { signInUrl: signIn } : {}),
  };
  const middleware = clerkMiddleware(async (auth) => {
    const { userId, orgId, orgSlug, sessionClaims } = await auth();
    const isOurs = isSessionOfIssuer(sessionClaims, policy.clerk.issuers);
    const claims = sessionClaims ? readTokenClaims(sessionClaims) : null;
    session = { hasUser: userId !== null, isOurs, orgId: orgId ?? null, orgSlug: orgSlug ?? null, claims };
    forget(options);
  }, options);
  const response = await runSafely(() => middleware(request, event));
  const sdkReason = response.headers.get('x-clerk-auth-reason');
  const verdict = readVerdict(readStatus(response.headers), sdkReason, session.hasUser);
  return {
    response,
    verdict: verdict === 'signed-in' && !session.isOurs ? 'signed-out' : verdict,
    sdkReason,
    orgId: session.orgId,
    orgSlug: session.orgSlug,
    claims: session.claims,
  };
}

/**
 * The token has been judged, and of all this the app needs only the sign-in page, which it knows from its build. What the SDK
 * still finds here it encrypts for the app, in plain JavaScript, and every `auth()` decrypts it three times.
 *
 * @source `@clerk/nextjs` 7.9.7 `encryptClerkRequestData`, `createAuthOptions`, `getAuthDataFromRequest`.
 */
function forget(options: object): void {
  for (const name of Object.keys(options)) Reflect.deleteProperty(options, name);
}

interface Session {
  readonly hasUser: boolean;
  readonly isOurs: boolean;
  readonly orgId: string | null;
  readonly orgSlug: string | null;
  readonly claims: TokenClaims | null;
}

/** The SDK reads claims before it knows that there are any: a payload of `null` makes it throw a TypeError. */
async function runSafely(middleware: () => ReturnType<NextMiddleware>): Promise<Response> {
  try {
    return (await middleware()) ?? NextResponse.next();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new Response(null, {
      headers: { 'x-clerk-auth-status': 'signed-out', 'x-clerk-auth-reason': 'token-invalid' },
    });
  }
}

/** The SDK tells the browser its status only when it is not "signed-in"; what it tells the app is complete. */
function readStatus(headers: Headers): string | null {
  return headers.get('x-clerk-auth-status') ?? headers.get('x-middleware-request-x-clerk-auth-status');
}
