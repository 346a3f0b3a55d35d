import type { Decision } from './decide.ts';
import type { Evidence } from './evidence.ts';
import type { Occurrence } from './report-events.ts';

/**
 * Names what a decision means for whoever watches the app, if it is worth telling.
 *
 * @returns undefined for what is everyday: a request that passes, a stranger who is asked to sign in.
 */
export function occurrenceOf(
  app: string,
  decision: Decision,
  evidence: Evidence,
  isGraced: boolean,
): Occurrence | undefined {
  const { fault, claims } = evidence;
  const about = { app, azp: claims?.azp ?? null, session: claims?.sid ?? null };
  switch (decision.kind) {
    case 'pass':
      if (isGraced) return { ...about, name: 'auth.outage_grace', reason: 'outage_grace' };
      return decision.as === 'session' ? sizeOccurrence(app, evidence) : undefined;
    case 'sign-in':
    case 'no-access':
    case 'sdk-redirect':
      return undefined;
    case 'sync':
      return syncOccurrence(fault, about);
    case 'deny':
    case 'explain':
      if (decision.reason === 'sign_in_required') return undefined;
      if (decision.reason === 'session_sync_needed') return syncOccurrence(fault, about);
      if (decision.reason === 'token_too_large') return { ...OF_NOBODY, app, reason: decision.reason };
      return { ...about, name: 'auth.rejected', reason: decision.reason };
  }
}

function syncOccurrence(
  fault: Evidence['fault'],
  about: Pick<Occurrence, 'app' | 'azp' | 'session'>,
): Occurrence {
  return { ...about, name: fault === 'azp_missing' ? 'auth.azp_missing' : 'auth.sync', reason: fault };
}

/** What is wrong is the instance's, not one person's. */
const OF_NOBODY = { name: 'auth.token_size', azp: null, session: null } as const;

function sizeOccurrence(app: string, { tokenBudget }: Evidence): Occurrence | undefined {
  if (tokenBudget === null || tokenBudget.verdict === 'ok') return undefined;
  const reason = tokenBudget.verdict === 'over' ? 'token_too_large' : 'token_near_limit';
  const { cookieBytes, largestClaims } = tokenBudget;
  return {
    ...OF_NOBODY,
    app,
    reason,
    tokenSize: {
      cookieBytes,
      largestClaims: largestClaims.map(({ name }) => name.slice(0, MAX_NAME_LENGTH)),
    },
  };
}

const MAX_NAME_LENGTH = 60;
