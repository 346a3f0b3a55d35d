import { type NextFetchEvent, type NextRequest, NextResponse } from 'next/server';
import { type AppPolicy, buildAppPolicy } from './environment/app-policy.ts';
import { readTopology } from './environment/build-env.ts';
import { readRegistry } from './environment/built-registry.ts';
import { isDebugSet } from './environment/env.ts';
import { type AnswerInput, answer, passToApp } from './proxy/answer.ts';
import { type AuthContext, buildAuthContext } from './proxy/auth-context.ts';
import { createTokenCheck } from './proxy/check-token.ts';
import { type Decision, decide } from './proxy/decide.ts';
import type { AuthEvent } from './proxy/events/auth-event.ts';
import { eventOfDecision } from './proxy/events/event-of-decision.ts';
import { createReporter, logEvent } from './proxy/events/report-events.ts';
import { logRequest } from './proxy/log-request.ts';
import { anonymousRequest, requestForSdk } from './proxy/request-for-sdk.ts';
import { runClerkSdk, type SdkCallback, type SdkSession } from './proxy/run-clerk-sdk.ts';
import { hideClerk, type OwnRun, type ProxyHandler, prepareOwnRun } from './proxy/run-own-handler.ts';
import {
  claimsProof,
  createImageMarks,
  type ImageMarks,
  isForOptimizer,
} from './proxy/to-app/image-marks.ts';
import { formatReasonHeader, REASON_HEADER, REASONS } from './reasons.ts';
import { decodePercent } from './registry/decode-percent.ts';
import { readRequest } from './request/read-request.ts';

export type { AuthEvent } from './proxy/events/auth-event.ts';
export type { ProxyHandler } from './proxy/run-own-handler.ts';

/**
 * Requests that the proxy must receive: everything but build assets and `/api/`, whose routes verify by themselves, with
 * `withAuth` or, for webhooks, by their signature. So each request is verified once. Next requires a literal in `proxy.ts`; a
 * test compares it with this one. Extensions are not excluded: `/report.css` may be a page. Neither is `/_next/image`: it shows files
 * that only a user may see.
 */
export const matcher = ['/((?!api/|_next/static/|favicon\\.ico$|icon\\.svg$).*)'];

export interface AuthProxyOptions {
  /**
   * Your own middleware: redirects, rewrites, cookies, headers, `auth.protect()`. It runs once the request may reach the app, with
   * the session or without one; a request that the proxy answers by itself, such as with session sync, never reaches it.
   */
  readonly handler?: ProxyHandler;
  /** Logs one readable block for each request, without tokens, keys and cookie values. Default: whether AUTH_DEBUG is 1. */
  readonly debug?: boolean;
  /** Your logger. Receives each class of event once per session and ten minutes. Default: logs one line for what is not routine. */
  readonly onEvent?: (event: AuthEvent) => void;
  /** For tests and other servers; default: this app's, from the registry that `withSso` put into the build and the environment. */
  readonly policy?: AppPolicy;
}

/**
 * Makes the whole of an app's `proxy.ts`: Clerk's middleware with exact authorized parties, and session sync in place of its
 * handshakes. It routes and keeps tokens fresh; the guard next to the data decides (CVE-2025-29927).
 *
 * @returns The function to export as `proxy`. Never throws because of what a client sent; errors of `handler` are thrown.
 * @throws {AuthConfigError} at start: as `readEnvironment`, `authorizedParties` and `readBrowserClerk` do.
 * @source Next.js docs "proxy.js"; `@clerk/nextjs` 7.9.7 `clerkMiddleware`; clerk/javascript#8231.
 * @example export const proxy = createAuthProxy();
 * @example export const proxy = createAuthProxy({ handler: (_auth, request) => intlMiddleware(request) });
 */
export function createAuthProxy({
  onEvent = logEvent,
  handler,
  debug = isDebugSet(),
  policy = buildAppPolicy(readRegistry(), readTopology().self),
}: AuthProxyOptions = {}) {
  const report = createReporter(onEvent);
  const images = imageMarksOf(policy);
  const checkToken = createTokenCheck(policy);
  return async function proxy(request: NextRequest, event: NextFetchEvent): Promise<Response> {
    const startedAtMs = debug ? performance.now() : 0;
    const incoming = readRequest(request, await policy.cookieSuffix);
    if (decodePercent(incoming.address.browserPath) === undefined) return malformedAddress();
    if (images && claimsProof(incoming) && (await images.isProven(incoming, request.headers))) {
      return NextResponse.next();
    }
    const carrier = incoming.headerToken === undefined ? 'cookie' : 'header';
    const check = await checkToken(incoming);
    const forSdk = requestForSdk({ request, incoming, policy, check });
    const own = handler && prepareOwnRun(handler, event);
    const callback = own && whenPassed(own, request, (sdk) => judge({ policy, incoming, sdk }));
    const input = { request: forSdk, event, carrier, check } as const;
    const sdk = await runClerkSdk(policy, { ...input, ...(callback && { callback }) });
    const { context, decision } = judge({ policy, incoming, sdk });
    if (needsClerk(decision, context)) policy.outage.breaker.suspect();
    const happened = eventOfDecision(decision, { app: policy.app, context });
    if (happened) report(happened);
    const answering = { policy, request, incoming, sdk, context, own };
    const carried = await carryOut(decision, answering, { forSdk, event });
    const response = images && isForOptimizer(incoming) ? await images.mark(carried, request) : carried;
    if (debug) logRequest({ ...answering, decision, response, tookMs: performance.now() - startedAtMs });
    return response;
  };
}

/** One sentence for users and programs alike: no page of the app can be meant. */
function malformedAddress(): Response {
  return new Response(REASONS.malformed_address.message, {
    status: 400,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'private, no-store',
      [REASON_HEADER]: formatReasonHeader('malformed_address'),
    },
  });
}

/**
 * A public or mixed app shows its files to everybody. On Vercel no request of Next's own meets the proxy: another service fetches
 * the files.
 */
function imageMarksOf({ app, posture, imageSecret }: AppPolicy): ImageMarks | undefined {
  const isProtected = posture === 'protected' || posture === 'staff';
  return isProtected && imageSecret !== undefined ? createImageMarks(imageSecret, app) : undefined;
}

/** Puts together what is known, and decides. */
function judge(input: Parameters<typeof buildAuthContext>[0]): { context: AuthContext; decision: Decision } {
  const context = buildAuthContext(input);
  return { context, decision: decide(context) };
}

/** Runs the team's handler in the SDK's callback where the request passes with its session. */
function whenPassed(
  own: OwnRun,
  request: NextRequest,
  judgeSession: (sdk: SdkSession) => { readonly decision: Decision },
): SdkCallback {
  return {
    hasStarted: own.hasStarted,
    run: async (auth, sdk) =>
      judgeSession(sdk).decision.kind === 'pass' ? own.run(auth, request) : undefined,
  };
}

/** Runs the handler for an anonymous user. Where it requires a user, the SDK's redirect is not needed: see `carryOut`. */
function anonymously(own: OwnRun, request: NextRequest): SdkCallback {
  return {
    hasStarted: own.hasStarted,
    run: (auth) =>
      own.run(auth, hideClerk(request)).catch((error: unknown) => {
        if (own.signIn === null) throw error;
        return undefined;
      }),
  };
}

/** Carries out a decision. The app must see no session where it passes anonymously: there the SDK runs once more. */
async function carryOut(
  decision: Decision,
  input: AnswerInput,
  { forSdk, event }: { readonly forSdk: NextRequest; readonly event: NextFetchEvent },
): Promise<Response> {
  if (decision.kind !== 'pass-anonymously') return answer(decision, input);
  const { policy, request, context, own } = input;
  const callback = own && anonymously(own, request);
  // Without Clerk's cookies the SDK asks for no handshake.
  const again = { request: anonymousRequest(forSdk), event, carrier: 'cookie' } as const;
  const { response } = await runClerkSdk(policy, { ...again, ...(callback && { callback }) });
  if (!own?.signIn) return passToApp(response, input);
  // The handler requires a user: the request is judged again, as one of an app that always does.
  const required = decide({ ...context, posture: 'protected' });
  return required.kind === 'pass-anonymously' ? passToApp(response, input) : answer(required, input);
}

/** Where a token has to be minted, Clerk is needed in a moment; where keys did not load, it may just have failed. */
function needsClerk(decision: Decision, { sessionState }: AuthContext): boolean {
  if (sessionState === 'unverifiable' || decision.kind === 'sync') return true;
  return 'reason' in decision && decision.reason === 'session_sync_needed';
}
