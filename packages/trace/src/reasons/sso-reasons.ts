import { REASONS, type Reason } from '@subdomain-sso/auth/reasons';
import type { Outcome } from '../trace.ts';

/** What each reason of `packages/auth` means for the user whose browser was traced. */
const OUTCOME_OF_REASON: Readonly<Record<Reason, Outcome>> = {
  sign_in_required: 'anonymous',
  session_sync_needed: 'session-sync',
  token_rejected: 'anonymous',
  organization_required: 'signed-in',
  session_pending: 'signed-in',
  role_required: 'signed-in',
  permission_required: 'signed-in',
  plan_required: 'signed-in',
  feature_required: 'signed-in',
  scope_required: 'signed-in',
  impersonation_forbidden: 'signed-in',
  verification_required: 'signed-in',
  credential_refused: 'error',
  cross_origin_request: 'error',
  cross_site_form: 'error',
  clerk_unavailable: 'error',
  outage_read_only: 'error',
  outage_grace: 'signed-in',
  keys_mismatch: 'error',
  token_too_large: 'error',
  token_near_limit: 'signed-in',
  malformed_address: 'error',
  origin_not_registered: 'error',
  primary_absent: 'error',
  method_not_synced: 'error',
};

/** How a trace ended for the user: the outcome, why, and what to change; `fix` null: nothing. */
export interface Conclusion {
  readonly outcome: Outcome;
  readonly explanation: string;
  readonly fix: string | null;
}

/** The page, or the caller, mints a token in the browser and sends the request again. */
export const SESSION_SYNC: Conclusion = {
  outcome: 'session-sync',
  explanation:
    'Someone is signed in, and this app has no valid token of its own yet. A browser would do two things more, which need JavaScript: one call to Clerk for a token of this origin, and one load of the same URL. No redirect; at most 3 tries in 30 s.',
  fix: null,
};

/** Concludes from the reason with which `packages/auth` answered. */
export function conclusionOf(reason: Reason): Conclusion {
  const outcome = OUTCOME_OF_REASON[reason];
  if (outcome === 'session-sync') return SESSION_SYNC;
  const { message, fix } = REASONS[reason];
  return { outcome, explanation: message, fix: outcome === 'anonymous' ? null : fix };
}

/** Whether the user is signed in, but this reason keeps them from what they asked for. */
export function isRefusalOfSignedIn(reason: Reason): boolean {
  return OUTCOME_OF_REASON[reason] === 'signed-in' && reason !== 'session_pending';
}
