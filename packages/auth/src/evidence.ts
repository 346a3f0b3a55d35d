import type { NextRequest } from 'next/server';
import type { AppPolicy } from './app-policy.ts';
import type { Judgement } from './judge.ts';
import { isActiveTarget, type OrganizationTarget, organizationTarget } from './organization-target.ts';
import { readCookies } from './read-cookies.ts';
import type { TokenFault } from './reasons.ts';
import { headerToken, readClientUat } from './request-facts.ts';
import { readSessionCookies } from './session-cookies.ts';
import { readUnverifiedClaims, type TokenClaims } from './session-token.ts';
import { measureTokenBudget, type TokenBudget } from './token-budget.ts';
import { nameTokenFault } from './token-fault.ts';

/** What a request brought along to prove who sends it, beyond the SDK's judgement of it. */
export interface Evidence {
  readonly cookies: ReadonlyMap<string, string>;
  /** Seconds since the epoch; 0: no session is live in this browser. */
  readonly clientUatSeconds: number;
  /** Names of the session cookies that came. */
  readonly sessionCookieNames: readonly string[];
  readonly isAmbiguous: boolean;
  /** Verified only where the SDK accepted the token. */
  readonly claims: TokenClaims | null;
  /** Of the cookie that was believed, once it is worth a look; null otherwise. */
  readonly tokenBudget: TokenBudget | null;
  /** The organization that the address names. */
  readonly target: OrganizationTarget | null;
  /** That organization is the active one, or the address names none. */
  readonly isTargetActive: boolean;
  /** What is wrong with the cookie, if a session has to be synced because of it. */
  readonly fault: TokenFault;
}

/** Reads the evidence once, for the decision, the answer and the event. */
export async function gatherEvidence(
  policy: AppPolicy,
  request: NextRequest,
  { sdkReason, verdict, orgId, orgSlug, claims: accepted }: Judgement,
): Promise<Evidence> {
  const suffix = await policy.cookieSuffix;
  const { values, isAmbiguous } = readSessionCookies(request.headers.get('cookie'), suffix);
  const cookie = request.cookies.get(`__session_${suffix}`) ?? request.cookies.get('__session');
  // What the SDK has decoded need not be decoded again.
  const claims =
    accepted ?? readUnverifiedClaims(headerToken(request.headers.get('authorization')) ?? cookie?.value);
  const target = organizationTarget(request.nextUrl.pathname, policy.organizationSyncOptions);
  const isTargetActive = isActiveTarget(target, { orgId, orgSlug });
  const isElsewhere = verdict === 'signed-in' && !isAmbiguous && !isTargetActive;
  const cookies = readCookies(request.headers.get('cookie'));
  return {
    cookies,
    clientUatSeconds: readClientUat(cookies, suffix),
    sessionCookieNames: [...values.keys()],
    isAmbiguous,
    claims,
    tokenBudget: verdict === 'signed-in' ? budgetOf(cookie?.value) : null,
    target,
    isTargetActive,
    fault: isElsewhere
      ? 'organization_mismatch'
      : verdict === 'pending'
        ? 'token_pending'
        : nameTokenFault({ sdkReason, claims, isAmbiguous, issuers: policy.clerk.issuers }),
  };
}

/** Below this neither limit can be near, and no request pays for measuring. Characters. */
const MEASURED_LENGTH = 2_000;

function budgetOf(token: string | undefined): TokenBudget | null {
  return token !== undefined && token.length >= MEASURED_LENGTH ? measureTokenBudget(token) : null;
}
