import type { AuthContext } from '../auth-context.ts';
import type { Decision } from '../decide.ts';
import type { UncountedEvent } from './auth-event.ts';

/**
 * Finds the event that a decision means for those who watch the app.
 *
 * @returns undefined for routine: a request that passes, an anonymous user who is sent to the sign-in page.
 */
export function eventOfDecision(
  decision: Decision,
  { app, context }: { readonly app: string; readonly context: AuthContext },
): UncountedEvent | undefined {
  const { claims } = context;
  const about = { app, azp: claims?.azp ?? null, session: claims?.sid ?? null };
  switch (decision.kind) {
    case 'pass':
      if (context.sessionState === 'graced')
        return { ...about, name: 'auth.outage_grace', reason: 'outage_grace' };
      return sizeEvent(app, context);
    case 'pass-anonymously':
    case 'sign-in':
    case 'no-access':
    case 'sdk-redirect':
    case 'resend':
    case 'confirm':
      return undefined;
    case 'sync':
      return syncEvent(about, context);
    case 'deny':
    case 'explain':
      if (decision.reason === 'sign_in_required') return undefined;
      if (decision.reason === 'session_sync_needed') return syncEvent(about, context);
      if (decision.reason === 'token_too_large') return { ...NO_SESSION, app, reason: decision.reason };
      return { ...about, name: 'auth.rejected', reason: decision.reason };
  }
}

function syncEvent(
  about: Pick<UncountedEvent, 'app' | 'azp' | 'session'>,
  { fault }: AuthContext,
): UncountedEvent {
  return { ...about, name: fault === 'azp_missing' ? 'auth.azp_missing' : 'auth.sync', reason: fault };
}

/** An event about the settings of the instance, so about no session. */
const NO_SESSION = { name: 'auth.token_size', azp: null, session: null } as const;

function sizeEvent(app: string, { tokenBudget }: AuthContext): UncountedEvent | undefined {
  if (tokenBudget === null || tokenBudget.status === 'ok') return undefined;
  const { status, cookieBytes, largestClaims } = tokenBudget;
  return {
    ...NO_SESSION,
    app,
    reason: status === 'over' ? 'token_too_large' : 'token_near_limit',
    tokenSize: {
      cookieBytes,
      largestClaims: largestClaims.map(({ name }) => name.slice(0, MAX_NAME_LENGTH)),
    },
  };
}

const MAX_NAME_LENGTH = 60;
