import type { NextRequest } from 'next/server';
import type { AppPolicy } from './app-policy.ts';
import type { TokenFault } from './events.ts';
import type { Judgement } from './judge.ts';
import { headerToken, readClientUat } from './request-facts.ts';
import { readSessionCookies } from './session-cookies.ts';
import { readUnverifiedClaims, type TokenClaims } from './session-token.ts';
import { nameTokenFault } from './token-fault.ts';

/** What a request brought along to prove who sends it, beyond the SDK's judgement of it. */
export interface Evidence {
  /** Seconds since the epoch; 0: no session is live in this browser. */
  readonly clientUatSeconds: number;
  /** Names of the session cookies that came. */
  readonly sessionCookieNames: readonly string[];
  readonly isAmbiguous: boolean;
  /** Unverified. */
  readonly claims: TokenClaims | null;
  /** What is wrong with the cookie, if a session has to be synced because of it. */
  readonly fault: TokenFault;
}

/** Reads the evidence once, for the decision, the answer and the event. */
export async function gatherEvidence(
  policy: AppPolicy,
  request: NextRequest,
  { sdkReason }: Judgement,
): Promise<Evidence> {
  const suffix = await policy.cookieSuffix;
  const { names, isAmbiguous } = readSessionCookies(request.headers.get('cookie'), suffix);
  const cookie = request.cookies.get(`__session_${suffix}`) ?? request.cookies.get('__session');
  const claims = readUnverifiedClaims(headerToken(request.headers.get('authorization')) ?? cookie?.value);
  return {
    clientUatSeconds: readClientUat(request.cookies, suffix),
    sessionCookieNames: names,
    isAmbiguous,
    claims,
    fault: nameTokenFault({ sdkReason, claims, isAmbiguous, issuers: policy.clerk.issuers }),
  };
}
