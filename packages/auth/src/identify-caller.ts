import type { JwtPayload } from '@clerk/shared/types';
import type { Caller, TokenType } from './caller.ts';
import { readSession } from './claims.ts';
import { readCookies } from './read-cookies.ts';
import { type Credential, readCredential } from './read-credential.ts';
import type { Reason, TokenFault } from './reasons.ts';
import { isForeignWrite, isRead, isStaleClient, isTokenTooLarge, readClientUat } from './request-facts.ts';
import type { RoutePolicy } from './route-policy.ts';
import type { SessionVerdict } from './verify-session.ts';

/** Who calls, or why that is not known. `status` is what HTTP says to it. */
export type Identification =
  | { readonly kind: 'known'; readonly caller: Caller }
  | {
      readonly kind: 'unknown';
      readonly status: 401 | 403 | 503;
      readonly reason: Reason;
      readonly fault?: TokenFault;
    };

/**
 * Finds out who sent a request, by itself: without the proxy, and with one verification.
 *
 * @param accepts Kinds of token that may call.
 * @returns Never rejects for something a stranger sent.
 */
export async function identifyCaller(
  policy: RoutePolicy,
  request: Request,
  accepts: readonly TokenType[],
): Promise<Identification> {
  const credential = readCredential(request.headers, policy.cookieSuffix);
  if (credential.kind !== 'token') return explainCookie(policy, request, credential);
  const { type, token, from } = credential;
  if (!accepts.includes(type)) {
    // A person's cookie comes along by itself; it is no attempt to use it here.
    return from === 'cookie' ? unknown(401, 'sign_in_required') : unknown(401, 'credential_refused');
  }
  if (type === 'session_token') return identifyPerson(policy, request, token, from);
  const verdict = await policy.verifyMachineToken(type, token);
  switch (verdict.kind) {
    case 'accepted':
      return { kind: 'known', caller: verdict.caller };
    case 'refused':
      return unknown(401, 'token_rejected');
    case 'unavailable':
      policy.app.outage.breaker.suspect();
      return unknown(503, 'clerk_unavailable');
  }
}

async function identifyPerson(
  policy: RoutePolicy,
  request: Request,
  token: string,
  from: 'cookie' | 'header',
): Promise<Identification> {
  const { verdict, isGraced } = await verifySession(policy, token, from);
  if (verdict.ok) {
    if (isGraced && policy.app.outage.graceFor === 'reads' && !isRead(request)) {
      return unknown(503, 'outage_read_only');
    }
    // The verifier has checked what makes claims those of a session; this is only its name in Clerk's types.
    const claims = verdict.claims as unknown as JwtPayload;
    const session = readSession(claims);
    const fault = from === 'cookie' ? cookieFault(policy, request, claims.iat) : undefined;
    if (!session || fault) return explainSession(policy, request, fault ?? 'token_type_refused');
    if (from === 'cookie' && isForeignWrite(request, policy.app.topology.own)) {
      return unknown(403, 'cross_origin_request');
    }
    return { kind: 'known', caller: { ...session, tokenType: 'session_token' } };
  }
  if (verdict.fault === 'keys_unavailable') return unknown(503, 'clerk_unavailable');
  if (from === 'header')
    return { kind: 'unknown', status: 401, reason: 'token_rejected', fault: verdict.fault };
  return explainSession(policy, request, verdict.fault);
}

/** Verifies a token, and once more with the outage's grace where only its age is wrong and Clerk is known to be down. */
async function verifySession(
  policy: RoutePolicy,
  token: string,
  from: 'cookie' | 'header',
): Promise<{ readonly verdict: SessionVerdict; readonly isGraced: boolean }> {
  const verdict = await policy.verifySession[from](token);
  if (verdict.ok || verdict.fault !== 'token_expired') return { verdict, isGraced: false };
  if (!policy.verifyGraced || !policy.app.outage.breaker.isOpen()) return { verdict, isGraced: false };
  const graced = await policy.verifyGraced[from](token);
  return graced.ok ? { verdict: graced, isGraced: true } : { verdict, isGraced: false };
}

/** A token from before the latest sign-in or sign-out in this browser may be somebody else's. */
function cookieFault(policy: RoutePolicy, request: Request, issuedAtSeconds: number): TokenFault | undefined {
  const cookies = readCookies(request.headers.get('cookie'));
  const clientUatSeconds = readClientUat(cookies, policy.cookieSuffix);
  return clientUatSeconds === 0 || issuedAtSeconds < clientUatSeconds ? 'token_outdated' : undefined;
}

function explainCookie(
  policy: RoutePolicy,
  request: Request,
  { kind }: Extract<Credential, { kind: 'none' | 'ambiguous' }>,
): Identification {
  return explainSession(policy, request, kind === 'none' ? 'token_missing' : 'token_ambiguous');
}

/** A live session without a good token is refreshed by the page that asked; a dead one needs a person. */
function explainSession(policy: RoutePolicy, request: Request, fault: TokenFault): Identification {
  const cookies = readCookies(request.headers.get('cookie'));
  const clientUatSeconds = readClientUat(cookies, policy.cookieSuffix);
  const isLive = clientUatSeconds > 0 && !isStaleClient(cookies, clientUatSeconds);
  if (!isLive) return unknown(401, 'sign_in_required');
  const { breaker } = policy.app.outage;
  // Whoever is signed in must not be told otherwise because nobody can mint a token.
  if (breaker.isOpen()) return unknown(503, 'clerk_unavailable');
  if (isTokenTooLarge(cookies)) return unknown(503, 'token_too_large');
  breaker.suspect();
  return { kind: 'unknown', status: 401, reason: 'session_sync_needed', fault };
}

function unknown(status: 401 | 403 | 503, reason: Reason): Identification {
  return { kind: 'unknown', status, reason };
}
