import type { JwtPayload } from '@clerk/shared/types';
import type { Reason, TokenFault } from '../reasons.ts';
import { isClientUatLost } from '../request/client-uat.ts';
import type { ArrivedRequest } from '../request/read-request.ts';
import { isForeignWrite } from '../request/sender.ts';
import { isSessionProven } from '../request/session-proof.ts';
import { isStaleClient, isTokenTooLarge } from '../request/sync-notes.ts';
import type { Caller, TokenType } from '../token/caller.ts';
import { readSession } from '../token/read-session.ts';
import type { VerificationResult } from '../token/verify-session.ts';
import { type Credential, readCredential } from './read-credential.ts';
import type { RoutePolicy } from './route-policy.ts';

/** Who calls, or why that is not known, with the HTTP status that says so. */
export type Identification =
  | { readonly kind: 'known'; readonly caller: Caller }
  | {
      readonly kind: 'unknown';
      readonly status: 401 | 403 | 503;
      readonly reason: Reason;
      readonly fault?: TokenFault;
    };

/** A request, and the policy of the app that received it. */
interface Identifying {
  readonly policy: RoutePolicy;
  readonly incoming: ArrivedRequest;
}

/**
 * Finds out who sent a request, without the proxy and with one verification.
 *
 * @param input `accepts`: kinds of token that may call.
 * @returns Never rejects because of what a client sent.
 */
export async function identifyCaller({
  policy,
  incoming,
  accepts,
}: Identifying & { readonly accepts: readonly TokenType[] }): Promise<Identification> {
  const credential = readCredential(incoming);
  if (credential.kind !== 'token') {
    const fault = credential.kind === 'none' ? 'token_missing' : 'token_ambiguous';
    return refuseSession({ policy, incoming }, fault);
  }
  const { type, token, carrier } = credential;
  if (!accepts.includes(type)) {
    // The browser sends a user's cookie by itself; that is no attempt to use it here.
    return unknown(401, carrier === 'cookie' ? 'sign_in_required' : 'credential_refused');
  }
  if (type === 'session_token') return identifyUser({ policy, incoming }, credential);
  const result = await policy.verifyMachineToken(type, token);
  switch (result.kind) {
    case 'accepted':
      return { kind: 'known', caller: result.caller };
    case 'refused':
      return unknown(401, 'token_rejected');
    case 'unavailable':
      policy.outage.breaker.suspect();
      return unknown(503, 'clerk_unavailable');
  }
}

async function identifyUser(
  { policy, incoming }: Identifying,
  { token, carrier }: Extract<Credential, { kind: 'token' }>,
): Promise<Identification> {
  const { result, isGraced } = await verifySession(policy, { token, carrier });
  if (!result.ok) {
    if (result.fault === 'keys_unavailable') return unknown(503, 'clerk_unavailable');
    if (carrier === 'cookie') return refuseSession({ policy, incoming }, result.fault);
    return { kind: 'unknown', status: 401, reason: 'token_rejected', fault: result.fault };
  }
  if (isGraced && policy.outage.graceFor === 'reads' && !incoming.isRead) {
    return unknown(503, 'outage_read_only');
  }
  // The verifier has checked everything that makes claims those of a session; this is only Clerk's type for them.
  const session = readSession(result.claims as unknown as JwtPayload);
  if (!session) return refuseSession({ policy, incoming }, 'token_type_refused');
  if (carrier === 'cookie' && !isSessionProven(incoming.cookies, session.sessionId, ownOriginOf(policy))) {
    return refuseSession({ policy, incoming }, 'token_unbound');
  }
  if (carrier === 'cookie' && isOutdated(incoming, result.claims.iat)) {
    return refuseSession({ policy, incoming }, 'token_outdated');
  }
  if (carrier === 'cookie' && isForeignWrite(incoming, policy.ownOrigins)) {
    return unknown(403, 'cross_origin_request');
  }
  return { kind: 'known', caller: { ...session, tokenType: 'session_token' } };
}

/** Verifies a token, and again with the outage's grace where only its age is wrong and Clerk is known to be down. */
async function verifySession(
  policy: RoutePolicy,
  { token, carrier }: { readonly token: string; readonly carrier: 'cookie' | 'header' },
): Promise<{ readonly result: VerificationResult; readonly isGraced: boolean }> {
  const result = await policy.verifySession[carrier](token);
  const isExpired = !result.ok && result.fault === 'token_expired';
  if (!isExpired || !policy.verifyGraced || !policy.outage.breaker.isOpen()) {
    return { result, isGraced: false };
  }
  const graced = await policy.verifyGraced[carrier](token);
  return graced.ok ? { result: graced, isGraced: true } : { result, isGraced: false };
}

function ownOriginOf({ app }: RoutePolicy): string {
  return app.topology.own[0];
}

/** A cookie's token from before the latest sign-in or sign-out in this browser may be another user's. */
function isOutdated({ clientUatSeconds, cookies }: ArrivedRequest, issuedAtSeconds: number): boolean {
  if (isClientUatLost(cookies.values)) return false;
  return clientUatSeconds === 0 || issuedAtSeconds < clientUatSeconds;
}

/** Where a session is live, the page that called refreshes its token; where none is, a user has to sign in. */
function refuseSession({ policy, incoming }: Identifying, fault: TokenFault): Identification {
  const { cookies, clientUatSeconds } = incoming;
  const isLive = clientUatSeconds > 0 && !isStaleClient(incoming, ownOriginOf(policy));
  if (!isLive) return unknown(401, 'sign_in_required');
  const { breaker } = policy.outage;
  // A signed-in user must not get 401 because no token can be minted at the moment.
  if (breaker.isOpen()) return unknown(503, 'clerk_unavailable');
  if (isTokenTooLarge(cookies, ownOriginOf(policy))) return unknown(503, 'token_too_large');
  breaker.suspect();
  return { kind: 'unknown', status: 401, reason: 'session_sync_needed', fault };
}

function unknown(status: 401 | 403 | 503, reason: Reason): Identification {
  return { kind: 'unknown', status, reason };
}
