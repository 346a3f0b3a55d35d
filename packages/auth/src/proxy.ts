import { clerkMiddleware } from '@clerk/nextjs/server';
import { isDevelopmentFromPublishableKey } from '@clerk/shared/keys';
import { type NextFetchEvent, type NextRequest, NextResponse } from 'next/server';
import { type AppName, sso } from '../sso.config.ts';
import { type AuthorizedParties, authorizedParties } from './authorized-parties.ts';
import { continueToApp, requestForClerk, requestOfStranger } from './clerk-request.ts';
import { type Decision, decide, type RequestFacts } from './decide.ts';
import { appDefinition } from './define-sso.ts';
import { currentEnvironment, currentJwtKey, readBrowserClerk } from './env.ts';
import { explainPage } from './explain-page.ts';
import { problemResponse } from './problem.ts';
import {
  isForeignWrite,
  isStaleClient,
  readClientUat,
  readVerdict,
  requestKind,
  STALE_CLIENT_COOKIE,
  tokenCarrier,
} from './request-facts.ts';
import { type BrowserClerk, sessionSyncPage } from './session-sync.ts';
import { primaryUrl, resolveTopology, signInUrl, type Topology } from './topology.ts';

/** Where a signed-in person lands who is not a member of the staff organization. */
const NO_ACCESS_PATH = '/no-access';

/**
 * Requests the proxy must see: everything but build assets. Next wants a literal in `proxy.ts`; a test compares.
 * Extensions are not excluded: `/report.css` may be a page.
 */
export const matcher = ['/((?!_next/static/|_next/image|favicon\\.ico$|icon\\.svg$).*)'];

export interface AuthProxyOptions {
  /** Verification key, PEM. Default: CLERK_JWT_KEY, which the SDK does not read by itself; without either, JWKS over the network. */
  readonly jwtKey?: string;
}

/** Everything about one app that no request can change. */
interface AppPolicy {
  readonly posture: RequestFacts['posture'];
  readonly staffOf: string | undefined;
  readonly parties: AuthorizedParties;
  readonly topology: Topology;
  readonly clerk: BrowserClerk;
  readonly jwtKey: string | undefined;
}

interface Judgement {
  readonly response: Response;
  readonly hasUser: boolean;
  readonly orgSlug: string | null;
}

/**
 * The whole of an app's `proxy.ts`: Clerk's middleware with exact authorized parties, and a recovery in place of its handshakes.
 * It routes and keeps tokens fresh; the guard next to the data decides (CVE-2025-29927).
 *
 * @param app A registered app; its posture, parties and sign-in page come from `sso.config.ts` and the environment.
 * @returns The function to export as `proxy`. Never throws for something a stranger sent.
 * @throws {AuthConfigError} at start: as `readEnvironment`, `authorizedParties` and `readBrowserClerk` do.
 * @source Next.js docs "proxy.js"; `@clerk/nextjs` 7.9.7 `clerkMiddleware`; clerk/javascript#8231.
 * @example export const proxy = createAuthProxy('platform');
 */
export function createAuthProxy(app: AppName, options: AuthProxyOptions = {}) {
  const policy = buildPolicy(app, options);
  return async function proxy(request: NextRequest, event: NextFetchEvent): Promise<Response> {
    const judgement = await judge(policy, requestForClerk(request, policy.topology), event);
    const clientUatSeconds = await readClientUat(request.cookies, policy.clerk.publishableKey);
    const decision = decide(gatherFacts(policy, request, judgement, clientUatSeconds));
    return carryOut(decision, { policy, request, event, judgement, clientUatSeconds });
  };
}

function buildPolicy(app: AppName, options: AuthProxyOptions): AppPolicy {
  const environment = currentEnvironment();
  const { posture } = appDefinition(sso, app);
  const parties = authorizedParties(app, environment);
  for (const caller of parties.absent) {
    console.warn(
      `[auth] ${caller.app} may call ${app}, but cannot here. ${caller.reason} (code=caller_absent)`,
    );
  }
  return {
    posture: typeof posture === 'string' ? posture : 'staff',
    staffOf: typeof posture === 'string' ? undefined : posture.staffOf,
    parties,
    topology: resolveTopology(app, environment),
    clerk: readBrowserClerk(),
    jwtKey: options.jwtKey ?? currentJwtKey(),
  };
}

/** Lets the unmodified SDK judge the request, and notes what it found. */
async function judge(policy: AppPolicy, request: NextRequest, event: NextFetchEvent): Promise<Judgement> {
  const carrier = tokenCarrier(request.headers.get('authorization'));
  const signIn = primaryUrl(policy.topology, '/sign-in');
  let session: { userId: string | null; orgSlug: string | null } = { userId: null, orgSlug: null };
  const middleware = clerkMiddleware(
    async (auth) => {
      const { userId, orgSlug } = await auth();
      session = { userId, orgSlug: orgSlug ?? null };
    },
    {
      authorizedParties: [...(carrier === 'header' ? policy.parties.bearer : policy.parties.cookie)],
      ...(policy.jwtKey ? { jwtKey: policy.jwtKey } : {}),
      ...(signIn ? { signInUrl: signIn } : {}),
    },
  );
  const response = (await middleware(request, event)) ?? NextResponse.next();
  return { response, hasUser: session.userId !== null, orgSlug: session.orgSlug };
}

function gatherFacts(
  policy: AppPolicy,
  request: NextRequest,
  judgement: Judgement,
  clientUatSeconds: number,
): RequestFacts {
  const { headers } = judgement.response;
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  return {
    posture: policy.posture,
    kind: requestKind(request),
    carrier: tokenCarrier(request.headers.get('authorization')),
    verdict: readVerdict(readStatus(headers), headers.get('x-clerk-auth-reason'), judgement.hasUser),
    hasActiveClient: clientUatSeconds > 0 && !isStaleClient(request.cookies, clientUatSeconds),
    isInOrganization: policy.staffOf === undefined || judgement.orgSlug === policy.staffOf,
    isForeignWrite: isForeignWrite(request, policy.topology.own),
    isNoAccessPage: request.nextUrl.pathname === NO_ACCESS_PATH,
    // Only ever refuses: where the host is wrong, no token minted in this browser tab could be accepted.
    isOwnOrigin: policy.topology.own.some((origin) => new URL(origin).host === host),
  };
}

/** The SDK tells the browser its status only when it is not "signed-in"; what it tells the app is complete. */
function readStatus(headers: Headers): string | null {
  return headers.get('x-clerk-auth-status') ?? headers.get('x-middleware-request-x-clerk-auth-status');
}

interface Occasion {
  readonly policy: AppPolicy;
  readonly request: NextRequest;
  readonly event: NextFetchEvent;
  readonly judgement: Judgement;
  readonly clientUatSeconds: number;
}

async function carryOut(decision: Decision, occasion: Occasion): Promise<Response> {
  const { policy, request, judgement, clientUatSeconds } = occasion;
  const { topology } = policy;
  const homeUrl = primaryUrl(topology, '/') ?? topology.own[0];
  switch (decision.kind) {
    case 'pass':
      return decision.as === 'session' ? passWithSession(occasion) : passAsStranger(occasion);
    case 'sync':
      return withSdkCookies(sessionSyncPage(policy.clerk, clientUatSeconds, homeUrl), judgement.response);
    case 'sign-in': {
      const url = signInUrl(
        topology,
        `${topology.own[0]}${request.nextUrl.pathname}${request.nextUrl.search}`,
      );
      return url
        ? redirect(withDevelopmentBrowser(url, policy, request))
        : explainPage(503, 'primary_absent', homeUrl);
    }
    case 'no-access':
      return redirect(`${topology.own[0]}${NO_ACCESS_PATH}`);
    case 'sdk-redirect':
      return judgement.response;
    case 'deny':
      return problemResponse(decision.status, decision.reason);
    case 'explain':
      return explainPage(decision.status, decision.reason, homeUrl);
  }
}

function passWithSession({ policy, request, judgement }: Occasion): Response {
  const response = continueToApp(judgement.response, request);
  // A public app is static: its pages are the same for everyone and stay cacheable.
  if (policy.posture !== 'public') response.headers.set('cache-control', 'private, no-store');
  if (request.cookies.has(STALE_CLIENT_COOKIE)) {
    response.headers.append('set-cookie', `${STALE_CLIENT_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`);
  }
  return response;
}

/** The SDK judges once more, without Clerk's cookies: so `auth()` says "nobody" and no handshake is asked for. */
async function passAsStranger({ policy, request, event }: Occasion): Promise<Response> {
  const stranger = requestOfStranger(requestForClerk(request, policy.topology));
  const { response } = await judge(policy, stranger, event);
  return continueToApp(response, request);
}

/**
 * Development instances know a browser by a token in each origin's own cookie; without it in the URL the sign-in page
 * would be another browser to Clerk, and what is signed in there would be unknown here.
 *
 * @source `@clerk/backend` 3.20.1 `createRedirect`, which does the same for redirects out of a page.
 */
function withDevelopmentBrowser(url: string, { clerk }: AppPolicy, request: NextRequest): string {
  const token = request.cookies.get('__clerk_db_jwt')?.value;
  if (!token || !isDevelopmentFromPublishableKey(clerk.publishableKey)) return url;
  const decorated = new URL(url);
  decorated.searchParams.set('__clerk_db_jwt', token);
  return decorated.href;
}

/** Temporary, so that methods are kept; never stored, because the answer depends on who asks. */
function redirect(url: string): Response {
  return NextResponse.redirect(url, { status: 307, headers: { 'cache-control': 'private, no-store' } });
}

/** A handshake that the SDK just resolved must have its one-time cookie cleared, whatever we answer. */
function withSdkCookies(response: Response, sdk: Response): Response {
  for (const cookie of sdk.headers.getSetCookie()) {
    if (!cookie.startsWith('__clerk_redirect_count=')) response.headers.append('set-cookie', cookie);
  }
  return response;
}
